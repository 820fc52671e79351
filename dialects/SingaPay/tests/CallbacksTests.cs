using System.Diagnostics;
using System.Text;
using Periksa.Disbursements;

namespace Periksa.Dialects.SingaPay.Tests;

public class CallbacksTests
{
    /// <summary>The vendor's sample of a success, in the frame of a webhook.</summary>
    const string Succeeded =
        """
        {
        "response_code": "SP000",
        "response_message": "Successfully",
        "event": "disbursement",
        "data": {
        "transaction_id": "331222025121209092460774035",
        "reference_number": "1134567891011",
        "transaction_status": {
        "code": "00",
        "desc": "Success"
        },
        "post_timestamp": "1765505364000",
        "processed_timestamp": "1765505964000",
        "bank": {
        "code": "BRI",
        "account_name": "Cengkal Marpaung",
        "account_number": "1234567890000"
        },
        "gross_amount": {
        "currency": "IDR",
        "value": "51000.00"
        },
        "fee": {
        "name": "Transfer Fee",
        "value": "1000.00",
        "currency": "IDR"
        },
        "net_amount": {
        "currency": "IDR",
        "value": "50000.00"
        },
        "balance_after": {
        "value": "1000000.00",
        "currency": "IDR"
        },
        "notes": "sometimes",
        "failed_code": null,
        "failed_reason": null
        }
        }
        """;

    static readonly SingaPayCallbacks Callbacks = new(new RememberingTokens());

    /// <summary>As it is sent.</summary>
    public static string Compact => Succeeded.ReplaceLineEndings("").Replace("\": ", "\":", StringComparison.Ordinal);

    static Disbursement Sample => Scripts.Ended("1134567891011", DisbursementStatus.Success);

    [Fact]
    public void Say_what_the_sample_says() => Assert.Equal(Compact, Said(Sample));

    [Fact]
    public void Show_a_wallet_s_number_as_it_was_sent() => Assert.Contains(
        """
        "account_number":"+6281234567890"
        """,
        Said(Sample with { Beneficiary = BankAccount.Of("gopay", "+6281234567890") }),
        StringComparison.Ordinal);

    [Fact]
    public void Say_why_nobody_was_paid()
    {
        var said = Said(Sample with
        {
            Status = DisbursementStatus.Failed,
            Failure = new("ACCOUNT_CLOSED", "The beneficiary's account is closed."),
        });

        Assert.Equal(
            Compact
                .Replace("\"SP000\",\"response_message\":\"Successfully\"",
                    "\"SP001\",\"response_message\":\"Transaction Failure\"", StringComparison.Ordinal)
                .Replace("\"00\",\"desc\":\"Success\"", "\"06\",\"desc\":\"Failed\"", StringComparison.Ordinal)
                .Replace("\"failed_code\":null,\"failed_reason\":null",
                    "\"failed_code\":\"ACCOUNT_CLOSED\",\"failed_reason\":\"The beneficiary's account is closed.\"",
                    StringComparison.Ordinal),
            said);
    }

    [Theory]
    [InlineData(DisbursementStatus.Success, "SP000")]
    [InlineData(DisbursementStatus.Failed, "SP001")]
    [InlineData(DisbursementStatus.Canceled, "SP001")]
    [InlineData(DisbursementStatus.Refunded, "SP001")]
    public void Call_only_a_success_one(DisbursementStatus status, string code) => Assert.StartsWith(
        $$"""{"response_code":"{{code}}","response_message":""", Said(Sample with { Status = status }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(DisbursementStatus.Initiated)]
    [InlineData(DisbursementStatus.Paying)]
    [InlineData(DisbursementStatus.Pending)]
    public void Are_not_written_of_what_has_not_ended(DisbursementStatus status) =>
        Assert.Throws<UnreachableException>(() => Callbacks.Write(Sample with { Status = status }));

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    [InlineData(202, false)]
    [InlineData(204, false)]
    [InlineData(302, false)]
    [InlineData(404, false)]
    [InlineData(500, false)]
    public void Are_delivered_by_200_alone(int status, bool isDelivered) =>
        Assert.Equal(isDelivered, Callbacks.IsDelivered(status));

    [Theory]
    [InlineData(500, 1)]
    [InlineData(null, 1)]
    [InlineData(400, 2)]
    [InlineData(404, 2)]
    [InlineData(503, 4)]
    [InlineData(201, 5)]
    [InlineData(301, 5)]
    [InlineData(302, 5)]
    [InlineData(307, 5)]
    [InlineData(308, 5)]
    [InlineData(401, 5)]
    [InlineData(403, 5)]
    [InlineData(429, 5)]
    [InlineData(502, 5)]
    [InlineData(504, 5)]
    public void Are_tried_again_after_a_minute_as_often_as_the_vendors_table_says(int? status, int retries)
    {
        Assert.Equal(
            Enumerable.Repeat<TimeSpan?>(TimeSpan.FromMinutes(1), retries),
            Enumerable.Range(1, retries).Select(failures => Callbacks.PauseAfter(failures, status)));
        Assert.Null(Callbacks.PauseAfter(retries + 1, status));
        Assert.Null(Callbacks.PauseAfter(retries + 100, status));
    }

    [Fact]
    public void Belong_to_this_dialect() => Assert.Equal("singapay", Callbacks.Dialect);

    static string Said(Disbursement ended) => Encoding.UTF8.GetString(Callbacks.Write(ended).Span);
}
