using System.Security.Cryptography;
using System.Text;
using Periksa.Disbursements;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.SingaPay.Tests;

/// <summary>The webhook that tells how a disbursement ended: a reason to ask, if it is the provider's.</summary>
public class WebhookTests
{
    const string Target = "/connectors/singapay-main/callback?of=1";
    const string Token = "a-token-of-theirs";
    const string Stamp = "1765505964";

    /// <summary>Its keys are in order, and it is compact: it is signed as it is sent.</summary>
    static readonly string Paid = """
        {"data":{"bank":{"account_name":"Cengkal Marpaung","account_number":"1234567890000","code":"BRI"},
        "failed_code":null,"reference_number":"0f1e2d3c4b5a8978a6b5c4d3e2f10011",
        "transaction_status":{"code":"00","desc":"Success"}},"event":"disbursement","response_code":"SP000"}
        """.ReplaceLineEndings("");

    static readonly PayoutOrderId Order = Play.Order.Id;

    [Fact]
    public void Names_the_order_that_is_worth_asking_about() =>
        Assert.Equal(new PayoutNotice(Order, true, 200), Read(Paid, Signed(Paid)));

    [Theory]
    [InlineData("00", "Success", true)]
    [InlineData("04", "Refunded", false)]
    [InlineData("05", "Canceled", false)]
    [InlineData("06", "Failed", false)]
    [InlineData("03", "Pending", null)]
    [InlineData("07", "Not Found", null)]
    [InlineData("00", "Failed", null)]
    [InlineData("06", "Success", null)]
    public void Tells_a_yes_from_a_no_and_from_what_is_neither(string code, string desc, bool? isPaid)
    {
        var body = Paid.Replace("\"00\"", $"\"{code}\"", StringComparison.Ordinal)
            .Replace("\"Success\"", $"\"{desc}\"", StringComparison.Ordinal);

        Assert.Equal(new PayoutNotice(Order, isPaid, 200), Read(body, Signed(body)));
    }

    /// <summary>White space and the order of keys may change on the way.</summary>
    [Fact]
    public void Is_verified_by_what_it_means()
    {
        const string sent = """
            {"response_code": "SP000", "event": "disbursement", "data": {"transaction_status":
              {"desc": "Success", "code": "00"}, "reference_number": "0f1e2d3c4b5a8978a6b5c4d3e2f10011", "failed_code":
              null, "bank": {"code": "BRI", "account_number": "1234567890000", "account_name": "Cengkal Marpaung"} } }
            """;

        Assert.Equal(Order, Read(sent, Signed(Paid)).Order);
    }

    [Fact]
    public void Is_verified_over_the_url_that_is_registered_where_the_settings_name_it()
    {
        const string registered = "https://gateway.example/public/callback?of=%7E1";
        var signed = Signed(Paid, target: "/public/callback?of=%7E1");

        Assert.Equal(Order, Read(Paid, signed, registered).Order);
        IsRefused(401, Read(Paid, Signed(Paid), registered));
        IsRefused(401, Read(Paid, signed));
    }

    public static TheoryData<string, Dictionary<string, string>> Forged => new()
    {
        { "another secret", Signed(Paid, secret: "another") },
        { "another path", Signed(Paid, target: "/connectors/another/callback?of=1") },
        { "another body", Signed(Paid.Replace("00", "06", StringComparison.Ordinal)) },
        { "another token", With("Authorization", "Bearer another") },
        { "another stamp", With("X-Timestamp", "1765505965") },
        { "capitals", With("X-Signature", Signed(Paid)["X-Signature"].ToUpperInvariant()) },
        { "an empty signature", With("X-Signature", "") },
        { "no signature", With("X-Signature", null) },
        { "no stamp", With("X-Timestamp", null) },
        { "no token", With("Authorization", null) },
        { "another scheme", With("Authorization", $"Basic {Token}") },
    };

    [Theory, MemberData(nameof(Forged))]
    public void Is_refused_when_it_is_not_signed(string forgery, Dictionary<string, string> headers)
    {
        Assert.NotEmpty(forgery);
        IsRefused(401, Read(Paid, headers));
    }

    [Theory]
    [InlineData("""{"event":"virtual-account"}""")]
    [InlineData("""{"event":"disbursement"}""")]
    [InlineData("""{"data":{"reference_number":"their-own"},"event":"disbursement"}""")]
    [InlineData("""{"data":{"reference_number":1},"event":"disbursement"}""")]
    [InlineData("""{"data":[],"event":"disbursement"}""")]
    [InlineData("""{"data":{"reference_number":"0f1e2d3c4b5a8978a6b5c4d3e2f10011"}}""")]
    public void Is_taken_and_of_no_use_when_it_is_about_nothing_of_ours(string body) =>
        Assert.Equal(new PayoutNotice(null, null, 200), Read(body, Signed(body)));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"event":"disbursement","event":"disbursement"}""")]
    [InlineData("""{"event":"disbursement"}x""")]
    public void Is_refused_when_it_is_no_object(string body) => IsRefused(400, Read(body, Signed(body)));

    [Fact]
    public void Is_refused_when_it_is_longer_than_any()
    {
        var body = new string(' ', (int)ProviderClient.BodyBytesMaximum + 1);
        IsRefused(400, Read(body, Signed(body)));
    }

    static void IsRefused(int status, PayoutNotice notice)
    {
        Assert.Equal(new PayoutNotice(null, null, status, notice.Refusal), notice);
        Assert.NotEmpty(notice.Refusal!);
        Assert.DoesNotContain(Play.Secret, notice.Refusal, StringComparison.Ordinal);
    }

    static PayoutNotice Read(string body, Dictionary<string, string> headers, string? callbackUrl = null)
    {
        using var connector = new SingaPayConnector(
            Play.Options(new("https://provider.example")) with { CallbackUrl = callbackUrl }, new RememberedTokens());
        return connector.Read(new(
            $"https://gateway.example{Target}", Target, headers.GetValueOrDefault, Encoding.UTF8.GetBytes(body)));
    }

    static Dictionary<string, string> Signed(string body, string target = Target, string secret = Play.Secret)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        var signature = HMACSHA512.HashData(
            Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"POST:{target}:{Token}:{digest}:{Stamp}"));
        return new()
        {
            ["Authorization"] = $"Bearer {Token}",
            ["X-Timestamp"] = Stamp,
            ["X-Signature"] = Convert.ToHexStringLower(signature),
        };
    }

    static Dictionary<string, string> With(string name, string? value)
    {
        var headers = Signed(Paid);
        headers.Remove(name);
        if (value is not null)
            headers.Add(name, value);

        return headers;
    }
}
