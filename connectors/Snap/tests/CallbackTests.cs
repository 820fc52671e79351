using System.Security.Cryptography;
using System.Text;
using Periksa.Inquiries;

namespace Periksa.Connectors.Snap.Tests;

public class CallbackTests
{
    const string Target = "/providers/bank/callback?of=1";
    const string Url = "https://toko-maju.example" + Target;
    const string Called = "https://gateway.example" + Target;
    const string Stamp = "2023-01-04T14:49:50.123+07:00";

    const string Found =
        $$$"""
        {
        "referenceNo": "63b53652f1c4599ccc555433",
        "partnerReferenceNo": "{{{Play.Reference}}}",
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

    static readonly BankReply.Found Reply = new("Test BCA") { About = new("014", "8753293240") };

    [Theory]
    [InlineData("ifortepay", Url, Url)]
    [InlineData("ifortepay", null, Called)]
    [InlineData("standard", Url, Url)]
    [InlineData("standard", null, Called)]
    public void Is_verified_over_the_url_that_it_is_signed_for(string preset, string? set, string url)
    {
        var read = Read(Play.Preset(preset) with { CallbackUrl = set }, Found, Hmac(url, Found));

        Assert.Equal(
            (Play.Question.Id, Reply, 200, null), (read.Inquiry, read.Reply, read.Status, read.Refusal));
        Assert.Equal("""{"responseCode":"2001600","responseMessage":"Successful"}""", Text(read));
    }

    [Fact]
    public void Is_answered_as_its_sender_wants() => Assert.Equal(
        """{"msg":"Success","code":"SUCCESS"}""",
        Text(Read(
            Play.Preset("ifortepay") with { CallbackAnswer = """{"msg":"Success","code":"SUCCESS"}""" },
            Found,
            Hmac(Called, Found))));

    [Theory]
    [InlineData("APPLY_SUCCESS", true)]
    [InlineData("APPLY_FAILED", false)]
    [InlineData("2004200", true)]
    [InlineData("2001600", false)]
    public void May_have_a_word_for_a_code_where_the_preset_has_one(string code, bool isFound)
    {
        var body =
            $$"""
            {"responseCode":"{{code}}","partnerReferenceNo":"{{Play.Reference}}","beneficiaryAccountName":"Test BCA"}
            """;
        var read = Read(Play.Preset("payermax"), body, Hmac(Called, body));

        Assert.Equal(isFound ? new BankReply.Found("Test BCA") : new BankReply.Unclear(), read.Reply);
        Assert.Equal("""{"msg":"Success","code":"SUCCESS"}""", Text(read));
    }

    public static TheoryData<string, Func<string, string?>> Forged => new()
    {
        { "another URL", Hmac(Url, Found) },
        { "another body", Hmac(Called, Found + "}") },
        { "another secret", Hmac(Called, Found, secret: "another") },
        { "another stamp", Without("X-TIMESTAMP", "2023-01-04T14:49:51.123+07:00") },
        { "another version", Without("X-VERSION", "1.1") },
        { "no stamp", Without("X-TIMESTAMP") },
        { "no signature", Without("X-SIGNATURE") },
        { "no version", Without("X-VERSION") },
        { "an empty signature", Without("X-SIGNATURE", "") },
        { "nonsense", Without("X-SIGNATURE", "nonsense") },
    };

    [Theory]
    [MemberData(nameof(Forged))]
    public void Is_refused_where_its_signature_is_wrong(string forgery, Func<string, string?> headers)
    {
        var read = Read(Play.Preset("ifortepay"), Found, headers);

        Assert.True(read is { Inquiry: null, Reply: null, Status: 401, Refusal: not null }, forgery);
        Assert.Equal("""{"responseCode":"4011600","responseMessage":"Unauthorized. [Signature]"}""", Text(read));
    }

    [Theory]
    [InlineData("20221220-0010")]
    [InlineData("")]
    public void Is_refused_where_its_reference_is_none_of_ours(string reference)
    {
        var body = Found.Replace(Play.Reference, reference, StringComparison.Ordinal);
        var read = Read(Play.Preset("ifortepay"), body, Hmac(Called, body));

        Assert.True(read is { Inquiry: null, Reply: null, Status: 404, Refusal: not null });
        Assert.Equal("""{"responseCode":"4041601","responseMessage":"Transaction Not Found"}""", Text(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"additionalInfo\":")]
    [InlineData("data=1")]
    public void Is_refused_where_it_cannot_be_read(string body)
    {
        var read = Read(Play.Preset("ifortepay"), body, Hmac(Called, body));

        Assert.True(read is { Inquiry: null, Reply: null, Status: 400, Refusal: not null });
    }

    public static TheoryData<string, string, BankReply> Words => new()
    {
        { "\"SUCCESS\"", "\"PENDING\"", new BankReply.Pending("Test BCA") },
        { "\"SUCCESS\"", "\"FAILED\"", new BankReply.Failed() },
        { "\"SUCCESS\"", "\"DONE\"", new BankReply.Unclear() },
        { "\"SUCCESS\"", "null", new BankReply.Unclear() },
        { "\"ACTIVE\"", "\"BLOCKED\"", new BankReply.Unclear() },
        { "\"ACTIVE\"", "\"INVALID\"", new BankReply.Unclear() },   // with a name
        { "\"Test BCA\"", "\" \"", new BankReply.Unclear() },
        { "\"referenceNo\"", "\"responseCode\": \"4291600\", \"referenceNo\"", new BankReply.Unclear() },
        { "\"referenceNo\"", "\"responseCode\": \"4041611\", \"referenceNo\"", new BankReply.Unclear() },
        { "\"referenceNo\"", "\"responseCode\": \"2001600\", \"referenceNo\"", new BankReply.Found("Test BCA") },
        { "\"referenceNo\"", "\"responseCode\": \"APPLY\", \"referenceNo\"", new BankReply.Unclear() },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void Says_what_its_words_say(string word, string instead, BankReply reply)
    {
        var body = Found.Replace(word, instead, StringComparison.Ordinal);

        Assert.Equal(
            reply, Read(Play.Preset("ifortepay"), body, Hmac(Called, body)).Reply! with { About = null });
    }

    [Fact]
    public void Says_that_there_is_no_such_account()
    {
        var body = Found.Replace("Test BCA", "", StringComparison.Ordinal)
            .Replace("ACTIVE", "INVALID", StringComparison.Ordinal);

        Assert.Equal(
            new BankReply.NotFound(AccountAbsence.Unknown) { About = Reply.About },
            Read(Play.Preset("ifortepay"), body, Hmac(Called, body)).Reply);
    }

    [Fact]
    public void May_be_signed_by_the_provider_s_own_key()
    {
        using var key = RSA.Create(2048);
        var options = Play.Preset("standard") with { ProviderPublicKey = key.ExportSubjectPublicKeyInfoPem() };

        string? Headers(string name) => name switch
        {
            "X-TIMESTAMP" => Stamp,
            "X-SIGNATURE" => Convert.ToBase64String(key.SignData(
                Encoding.UTF8.GetBytes($"POST:{Target}:{Digest(Found)}:{Stamp}"),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1)),
            _ => null,
        };

        Assert.Equal(Reply, Read(options, Found, Headers).Reply);
        Assert.Equal(Reply, Read(options with { CallbackUrl = Url }, Found, Headers).Reply);
        Assert.Equal(401, Read(options with { CallbackUrl = "/other" }, Found, Headers).Status);
        Assert.Equal(401, Read(options, Found, Hmac(Called, Found)).Status);
    }

    static ProviderCallback Read(SnapRouteOptions options, string body, Func<string, string?> headers)
    {
        using var route = Play.Of(options, Faults.Nobody());
        return route.Read(new(Called, Target, headers, Encoding.UTF8.GetBytes(body)));
    }

    static Func<string, string?> Hmac(string url, string body, string secret = Play.Secret) => name => name switch
    {
        "X-TIMESTAMP" => Stamp,
        "X-VERSION" => "1.0",
        "X-SIGNATURE" => Convert.ToBase64String(HMACSHA512.HashData(
            Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{url}:1.0:{Digest(body)}:{Stamp}"))),
        _ => null,
    };

    static Func<string, string?> Without(string header, string? instead = null) =>
        name => name == header ? instead : Hmac(Called, Found)(name);

    // Every line of these bodies ends where white space may be left out, or holds ": " outside of strings.
    static string Digest(string body) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(body.ReplaceLineEndings("").Replace("\": ", "\":", StringComparison.Ordinal)
            .Replace(", \"", ",\"", StringComparison.Ordinal))));

    static string Text(ProviderCallback read) => Encoding.UTF8.GetString(read.Answer.Span);
}
