using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Tests.Support;

namespace Periksa.Dialects.IFortepay.Tests;

/// <summary>Whatever is done to a good request, the room says no in its own shape, and the teller hears
/// nothing.</summary>
public class HostileRequestTests
{
    static readonly byte[] Question = Encoding.UTF8.GetBytes(Letter.Question);

    static readonly string[] StrangeValues =
    [
        " ", ",", "null", "\t", "0", "-1", "%00", "../..", "'", "{}", "é", "\u202E", "Bearer", "Bearer ",
        "application/jsonp", new('x', 40), new('x', 3000), new('9', 20_000), "2023-01-04", "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
    ];

    [Fact]
    public async Task Is_answered_when_nothing_is_done_to_it()
    {
        var teller = Scripts.Teller;
        await using var host = await Open(teller);

        Assert.Equal("2007300 Successful", await OneRoom.Ask(host, Letter.Token()));
        Assert.Equal("2001600 Successful", await OneRoom.Ask(host, Letter.Inquiry()));
        Assert.NotNull(teller.Asked);
    }

    [Fact]
    public Task Is_refused_when_a_header_is_missing_empty_doubled_or_strange() => MustBeRefused(
        from letter in new[] { Letter.Inquiry(), Letter.Token() }
        from header in letter.Headers
        from changed in Changed(letter, header.Name)
        select changed);

    [Fact]
    public Task Is_refused_when_its_signed_body_is_cut_short_anywhere() => MustBeRefused(
        Enumerable.Range(0, Question.Length).Select(length => ($"cut at {length}", Letter.Inquiry(Question[..length])))
        .Concat(Enumerable.Range(0, Letter.Grant.Length)
            .Select(length => ($"grant cut at {length}", Letter.Token(Letter.Grant[..length])))));

    [Fact]
    public Task Is_refused_when_any_byte_of_its_body_was_changed_after_it_was_signed() => MustBeRefused(
        Enumerable.Range(0, Question.Length).Select(at => ($"changed at {at}", Changed(Letter.Inquiry(), at))),
        "4011600 Unauthorized. [Signature]");

    [Fact]
    public Task Is_refused_when_its_signed_body_means_two_things_or_none() => MustBeRefused(
        Bodies().Select((body, i) => ($"body {i}", Letter.Inquiry(body))), "4001601 Invalid Field Format");

    [Fact]
    public Task Is_refused_when_the_signature_is_of_another_request() => MustBeRefused(
        Forged().Select((letter, i) => ($"forgery {i}", letter)), "4011600 Unauthorized. [Signature]");

    [Fact]
    public Task Is_refused_when_any_character_of_its_token_was_changed() => MustBeRefused(
        Enumerable.Range(0, ScriptedAccessTokens.Valid.Length).Select(at =>
        {
            var token = ScriptedAccessTokens.Valid.ToCharArray();
            token[at]++;
            return ($"token {at}", Letter.Inquiry(Question, token: new(token)));
        }),
        "4011601 Invalid Token (B2B)");

    [Fact]
    public Task Is_refused_by_any_other_method() => MustBeRefused(
        from method in new[] { "GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY" }
        from letter in new[] { Letter.Inquiry(), Letter.Token() }
        select (method, letter with { Method = new(method) }));

    static IEnumerable<(string, Letter)> Changed(Letter letter, string header)
    {
        yield return ($"no {header}", letter.Without(header));
        yield return ($"{header} empty", letter.With(header, ""));
        yield return ($"{header} twice", Doubled(letter, header));

        foreach (var value in StrangeValues)
        {
            // These two are not signed, and some strange values are good ones.
            if (header is not ("X-EXTERNAL-ID" or "CHANNEL-ID") || value.Length > 64)
                yield return ($"{header}: {value}", letter.With(header, value));
        }
    }

    // Two that say the same are one Content-Type.
    static Letter Doubled(Letter letter, string header) => header is "Content-Type"
        ? letter with { Headers = letter.Headers.Add((header, "application/json; charset=utf-8")) }
        : letter.Twice(header);

    static Letter Changed(Letter letter, int at)
    {
        var body = (byte[])letter.Body.Clone();
        body[at] ^= 1;
        return letter with { Body = body };
    }

    static IEnumerable<byte[]> Bodies()
    {
        byte[][] notText =
        [
            [0x80], [0xE9], [0xF0, 0x9F, 0x98], [0xC0, 0xAF], [0xC0, 0x80], [0xED, 0xA0, 0xBD],
            [0xF4, 0x90, 0x80, 0x80], [0x00], [0x1F],
        ];

        foreach (var bytes in notText)
        {
            yield return [.. "{\"note\":\""u8, .. bytes, .. "\","u8, .. Question[1..]];
            yield return [.. Question, .. bytes];
        }

        yield return [0xEF, 0xBB, 0xBF, .. Question];
        yield return [.. Encoding.Unicode.GetBytes(Letter.Question)];

        foreach (var field in new[] { "beneficiaryBankCode", "beneficiaryAccountNo", "additionalInfo", "unknown" })
            yield return Encoding.UTF8.GetBytes($$"""{"{{field}}":"1","{{field}}":"1",{{Letter.Question[1..]}}""");

        foreach (var depth in new[] { 32, 100, 20_000 })
            yield return Encoding.UTF8.GetBytes("{\"n\":" + new string('[', depth) + new string(']', depth) + "}");

        foreach (var text in new[] { "{", "[", "\"", "1", "nul", "NaN", "{'a':1}", "{a:1}", "//", "\\", "{\"a\":1e}" })
            yield return Encoding.UTF8.GetBytes(text);
    }

    static IEnumerable<Letter> Forged()
    {
        var good = Letter.Inquiry();

        yield return Letter.Inquiry(Question, signed: $"PUT:{Letter.InquiryPath}");
        yield return Letter.Inquiry(Question, signed: $"post:{Letter.InquiryPath}");
        yield return Letter.Inquiry(Question, signed: $"POST:{Letter.TokenPath}");
        yield return Letter.Inquiry(Question, signed: $"POST:{Letter.InquiryPath}/");
        yield return Letter.Inquiry(Question, signed: $"POST:https://localhost{Letter.InquiryPath}");
        yield return Letter.Inquiry(Question, secret: "ifortepay-sandbox-secret-warungjaya");
        yield return Letter.Inquiry(Question, secret: "");
        yield return good with { Path = Letter.InquiryPath + "?a=1" };
        yield return good with { Path = Letter.InquiryPath + "/" };
        yield return good with { Body = [.. "{\"a\":1,"u8, .. Question[1..]] };
        yield return good.With("X-TIMESTAMP", "2023-01-04T14:49:50+07:00");
        yield return good.With("X-TIMESTAMP", "2023-01-04T07:49:49+00:00");
        yield return good.With("X-PARTNER-ID", Callers.Unkeyed);
        yield return good.With("X-SIGNATURE", Convert.ToBase64String(new byte[64]));
        yield return good.With("X-SIGNATURE", new('0', 128));
        yield return good.With("X-SIGNATURE", good["X-SIGNATURE"][..^2]);
        yield return good.With("X-SIGNATURE", good["X-SIGNATURE"].Replace('=', '_'));
        yield return good.With("X-SIGNATURE", good["X-SIGNATURE"] + good["X-SIGNATURE"]);
    }

    static async Task MustBeRefused(IEnumerable<(string What, Letter Letter)> all, string? with = null)
    {
        var teller = Scripts.Teller;
        await using var host = await Open(teller);

        foreach (var (what, letter) in all)
        {
            var said = await OneRoom.Ask(host, letter);

            Assert.True(with is null ? said[0] == '4' : said == with, $"{what}: {said}");
            Assert.True(teller.Asked is null, what);
        }
    }

    static Task<BareHost> Open(ScriptedTeller teller) => OneRoom.Open(services => services
        .AddSingleton<ITeller>(teller)
        .AddSingleton<ICredentials>(new ScriptedCredentials(
            Callers.Named(Callers.Usual) with { PublicKey = Letter.PublicKey },
            Callers.Named(Callers.Unkeyed) with { ClientSecret = new("another secret") })));
}
