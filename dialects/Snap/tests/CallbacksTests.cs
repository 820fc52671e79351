using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Periksa.Dialects.Snap.Transfers;
using Periksa.Disbursements;

namespace Periksa.Dialects.Snap.Tests;

public class CallbacksTests
{
    const string Url = "https://toko-maju.example/hooks/snap?shop=1&x=%7e";

    /// <summary>What service 36 answers, without a code.</summary>
    const string Succeeded =
        """
        {
        "originalReferenceNo":"331222026112410200000000018",
        "originalPartnerReferenceNo":"2026112400000000000018",
        "originalExternalId":"41807553358950093184162180797018",
        "serviceCode":"18",
        "transactionDate":"2026-11-24T10:20:00+07:00",
        "amount":{"value":"150000.00","currency":"IDR"},
        "beneficiaryAccountNo":"034101000743303",
        "beneficiaryBankCode":"002",
        "referenceNumber":"2410200000000018",
        "sourceAccountNo":"8800000001",
        "latestTransactionStatus":"00",
        "transactionStatusDesc":"success",
        "additionalInfo":{}
        }
        """;

    /// <summary>Of that body and URL, made with Python and <c>openssl dgst -sha512 -hmac</c>.</summary>
    const string Signature =
        "N7TQ3udxw7LTSqQh36EeCfeSe40tCuYGoRBdUOlOjRN4"
        + "okINJqGzJGjZ/rdoIijGjCj2CVfuqnmPs3dVzjbV0Q==";

    static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 20, 1, 987, TimeSpan.Zero);

    static readonly SnapCallbacks Callbacks = new();

    static string Compact => Succeeded.ReplaceLineEndings("");

    [Fact]
    public void Say_what_service_36_answers_without_a_code() => Assert.Equal(Compact, Said(TransferScripts.Sample));

    [Theory]
    [InlineData(DisbursementStatus.Refunded, "04", "refunded")]
    [InlineData(DisbursementStatus.Canceled, "05", "canceled")]
    public void Say_how_it_ended(DisbursementStatus status, string code, string word) => Assert.Equal(
        Compact
            .Replace("\"00\"", $"\"{code}\"", StringComparison.Ordinal)
            .Replace("\"success\"", $"\"{word}\"", StringComparison.Ordinal),
        Said(TransferScripts.Sample with { Status = status }));

    [Fact]
    public void Say_why_nobody_was_paid() => Assert.Contains(
        """
        "latestTransactionStatus":"06","transactionStatusDesc":"failed: the account is closed","additionalInfo":{}}
        """,
        Said(TransferScripts.Failed("failed", PayoutFailure.Of(AccountAbsence.Closed))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(DisbursementStatus.Initiated)]
    [InlineData(DisbursementStatus.Paying)]
    [InlineData(DisbursementStatus.Pending)]
    public void Are_not_written_of_what_has_not_ended(DisbursementStatus status) =>
        Assert.Throws<UnreachableException>(() => Callbacks.Write(TransferScripts.Sample with { Status = status }));

    [Fact]
    public async Task Are_signed_for_the_url_and_the_moment()
    {
        var headers = await Sign(Compact);

        Assert.Equal(
            ["X-TIMESTAMP", "X-PARTNER-ID", "X-EXTERNAL-ID", "CHANNEL-ID", "X-SIGNATURE"],
            headers.Select(one => one.Key));
        Assert.Equal(
            ["2026-11-24T10:20:01+07:00", Callers.Usual, "95221", Signature],
            headers.Where(one => one.Key is not "X-EXTERNAL-ID").Select(one => one.Value));
    }

    [Fact]
    public async Task Are_signed_over_the_very_bytes()
    {
        const string body = """{"a":"é 😀 / +"}""";
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        var text = $"POST:/hooks/snap?shop=1&x=%7e:{digest}:2026-11-24T10:20:01+07:00";

        var signature = (await Sign(body)).Single(one => one.Key is "X-SIGNATURE").Value;

        Assert.Equal(
            Convert.ToBase64String(HMACSHA512.HashData(
                Encoding.UTF8.GetBytes("snap-sandbox-secret-tokomaju"), Encoding.UTF8.GetBytes(text))),
            signature);
    }

    [Fact]
    public async Task Have_another_external_id_of_digits_at_every_attempt()
    {
        var ids = new HashSet<string>();
        for (var attempt = 0; attempt < 100; attempt++)
            ids.Add((await Sign(Compact)).Single(one => one.Key is "X-EXTERNAL-ID").Value);

        Assert.Equal(100, ids.Count);
        Assert.All(ids, id => Assert.Matches("^20261124102001987[0-9]{15}$", id));
    }

    [Fact]
    public Task Are_never_sent_unsigned() => Assert.ThrowsAsync<InvalidOperationException>(
        async () => await Callbacks.Sign(
            Callers.Named(Callers.Usual) with { ClientSecret = null }, Url, default, Now, CancellationToken.None));

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
    public void Belong_to_this_dialect() => Assert.Equal("snap", Callbacks.Dialect);

    static async Task<KeyValuePair<string, string>[]> Sign(string body) =>
    [
        .. await Callbacks.Sign(
            Callers.Named(Callers.Usual), Url, Encoding.UTF8.GetBytes(body), Now, CancellationToken.None),
    ];

    static string Said(Disbursement ended) => Encoding.UTF8.GetString(Callbacks.Write(ended).Span);
}
