using System.Diagnostics;
using System.Text;
using Periksa.Inquiries;

namespace Periksa.Dialects.IFortepay.Tests;

public class CallbacksTests
{
    const string Url = "https://toko-maju.example/callbacks/ifortepay?shop=1";

    /// <summary>Of the sample, made with <c>openssl dgst -sha512 -hmac</c>.</summary>
    const string Signature =
        "d4sGyPiukFIKac64R6UozCdDSlaU+spQkhN+LRXQJ0JK2BkRzy5fF347RkJwXCRpcZGZ7ztklzbDNZ/HfsISCA==";

    /// <summary>The vendor's sample, but for the form of our own reference.</summary>
    const string Sample =
        """
        {
        "referenceNo": "01857b73-1f9a-7c55-b433-63b53652f1c4",
        "partnerReferenceNo": "20221220-0010",
        "beneficiaryAccountName": "Test BCA",
        "beneficiaryAccountNo": "8753293240",
        "beneficiaryBankCode": "014",
        "beneficiaryBankName": "BCA",
        "currency": "IDR",
        "additionalInfo": {
        "inquiryStatus": "SUCCESS",
        "beneficiaryAccountStatus": "ACTIVE",
        "isVirtualAccount": "N"
        }
        }
        """;

    static readonly DateTimeOffset Asked = new(2023, 1, 4, 7, 49, 50, 123, TimeSpan.Zero);

    static readonly IFortepayCallbacks Callbacks = new();

    internal static readonly InquiryRecord Record = new(
        Scripts.Receipt.Id,
        Asked,
        new("ifortepay"),
        new(Callers.Usual),
        new("014", "8753293240"),
        InquiryOutcome.Found,
        "Test BCA",
        Price: null,
        MissBudget: null,
        new("ifortepay:MCPD00000012", new(2023, 1, 4), "1672818589804", new Reference("20221220-0010")));

    static string Compact => Sample.ReplaceLineEndings("").Replace("\": ", "\":", StringComparison.Ordinal);

    [Fact]
    public void Say_what_the_sample_says() => Assert.Equal(Compact, Said(Record));

    [Fact]
    public void Leave_out_a_reference_that_was_not_sent() =>
        Assert.Equal(
            Compact.Replace("\"partnerReferenceNo\":\"20221220-0010\",", "", StringComparison.Ordinal),
            Said(Record with { Keys = Record.Keys! with { Reference = null } }));

    [Fact]
    public void Show_a_wallet_s_number_as_it_was_sent() => Assert.Contains(
        """
        "beneficiaryAccountNo":"+6281234567890"
        """,
        Said(Record with { Account = BankAccount.Of("gopay", "+6281234567890") }),
        StringComparison.Ordinal);

    [Fact]
    public void Show_what_is_owed_on_a_virtual_account() =>
        Assert.EndsWith(
            """
            "beneficiaryAccountStatus":"ACTIVE","isVirtualAccount":"Y","amountVirtualAccount":"15000.00"}}
            """,
            Said(Record with { IsVirtualAccount = true, Owed = Money.Rupiah(15000) }),
            StringComparison.Ordinal);

    [Fact]
    public void Cut_a_name_where_an_answer_cuts_it() =>
        Assert.Contains(
            $"\"beneficiaryAccountName\":\"{new string('a', 100)}\",",
            Said(Record with { HolderName = new('a', 101) }),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(InquiryOutcome.NotFound, """ "SUCCESS","beneficiaryAccountStatus":"INVALID" """)]
    [InlineData(InquiryOutcome.Failed, """ "FAILED" """)]
    [InlineData(InquiryOutcome.Unanswered, """ "FAILED" """)]
    [InlineData(InquiryOutcome.Unclear, """ "FAILED" """)]
    public void Name_nobody_unless_the_account_was_found(InquiryOutcome outcome, string status)
    {
        var said = Said(Record with { Outcome = outcome, HolderName = null });

        Assert.Contains("\"beneficiaryAccountName\":\"\",", said, StringComparison.Ordinal);
        Assert.EndsWith(
            $$$"""
            "additionalInfo":{"inquiryStatus":{{{status.Trim()}}},"isVirtualAccount":"N"}}
            """,
            said,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Are_not_written_of_a_refusal() => Assert.Throws<UnreachableException>(
        () =>
            Callbacks.Write(Record with { Outcome = InquiryOutcome.BankNotSupported, HolderName = null }, Scripts.Bca));

    [Fact]
    public async Task Are_signed_for_the_url_and_the_moment() => Assert.Equal(
        [
            new("X-TIMESTAMP", "2023-01-04T14:49:50.123+07:00"),
            new("X-SIGNATURE", Signature),
            new("X-VERSION", "1.0"),
        ],
        await Callbacks.Sign(
            Callers.Named(Callers.Usual), Url, Encoding.UTF8.GetBytes(Compact), Asked, CancellationToken.None));

    [Fact]
    public Task Are_never_sent_unsigned() => Assert.ThrowsAsync<InvalidOperationException>(
        async () => await Callbacks.Sign(
            Callers.Named(Callers.Usual) with { ClientSecret = null }, Url, default, Asked,
            CancellationToken.None));

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

    [Fact]
    public void Are_tried_again_six_times_and_then_given_up()
    {
        Assert.Equal(
            [5, 30, 120, 600, 3600, 21_600],
            Enumerable.Range(1, 6).Select(attempts => Callbacks.PauseAfter(attempts, 503)!.Value.TotalSeconds));
        Assert.Equal(Callbacks.PauseAfter(1, 503), Callbacks.PauseAfter(1, status: null));
        Assert.Null(Callbacks.PauseAfter(7, status: null));
        Assert.Null(Callbacks.PauseAfter(8, 503));
    }

    [Fact]
    public void Belong_to_this_dialect() => Assert.Equal("ifortepay", Callbacks.Dialect);

    static string Said(InquiryRecord record) => Encoding.UTF8.GetString(Callbacks.Write(record, Scripts.Bca).Span);
}
