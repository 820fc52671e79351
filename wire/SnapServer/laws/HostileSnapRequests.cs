using System.Text;
using Periksa.Tests.Support;

namespace Periksa.Wire.SnapServer.Laws;

/// <summary>Whatever a stranger makes of a right request is refused in the dialect's own shape, and nobody is
/// asked.</summary>
public abstract class HostileSnapRequests(SnapSubject subject)
{
    const int FamilySizeMinimum = 7;

    static readonly string[] StrangeValues =
    [
        " ", ",", "null", "\t", "0", "-1", "%00", "../..", "'", "{}", "\u202E", "Bearer", "Bearer ",
        "application/jsonp", new('x', 40), new('9', 20_000), "2026-01-04", "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
    ];

    public static TheoryData<string> Families =>
    [
        "headers", "bodies cut short", "bodies altered after signing", "bodies that are no text",
        "bodies of another shape", "access tokens", "signatures", "signatures of something else", "methods",
    ];

    [Theory, MemberData(nameof(Families))]
    public async Task Are_refused_for_their(string family)
    {
        await using var host = await SnapHost.Open(subject);
        var all = Family(family).ToArray();

        foreach (var (what, letter) in all)
        {
            var reply = await host.Send(letter);
            Assert.True(IsRefusal(reply, letter), $"{what}: {reply.Http} {string.Join(", ", reply.Fields)}");
        }

        Assert.InRange(all.Length, FamilySizeMinimum, int.MaxValue);
        Assert.Null(host.Asked);
    }

    [Fact]
    public async Task Are_right_before_anything_is_made_of_them()
    {
        await using var host = await SnapHost.Open(subject);

        foreach (var letter in SnapLetter.All(subject))
            Assert.Equal(200, (await host.Send(letter.Sign())).Http);

        Assert.NotNull(host.Asked);
    }

    IEnumerable<(string, SnapLetter)> Family(string name) => name switch
    {
        "headers" => OfAll(Headers),
        "bodies cut short" => OfAll(CutShort),
        "bodies altered after signing" => SnapLetter.Questions(subject).SelectMany(Altered),
        "bodies that are no text" => SnapLetter.Questions(subject).SelectMany(NoText),
        "bodies of another shape" => OfAll(Shapes),
        "access tokens" => AccessTokens(),
        "signatures" => OfAll(Signatures),
        "signatures of something else" => SomethingElse(),
        _ => OfAll(Methods),
    };

    IEnumerable<(string, SnapLetter)> OfAll(Func<SnapLetter, IEnumerable<(string, SnapLetter)>> make) =>
        SnapLetter.All(subject).SelectMany(make);

    SnapLetter Question => SnapLetter.Question(subject);

    SnapLetter Token => SnapLetter.Token(subject);

    bool IsRefusal(SnapReply reply, SnapLetter letter)
    {
        var service = (letter.IsForToken ? subject.TokenCodes : subject.Codes).Service;

        return reply.Http is >= 400 and < 500
            && reply.Fields["responseCode"].Length == 7
            && reply.Fields["responseCode"][3..5] == $"{service:D2}"
            && reply.Fields["responseMessage"].Length is > 0 and <= 150;
    }

    // Signed first: a signature that fits the value is of no use to one that is malformed.
    static IEnumerable<(string, SnapLetter)> Headers(SnapLetter letter)
    {
        letter = letter.Sign();
        foreach (var (header, value) in letter.Headers)
        {
            yield return ($"{header} missing", letter.Without(header));
            yield return ($"{header} empty", letter.With(header, ""));

            // Two that say the same are one Content-Type.
            if (header is not "Content-Type")
                yield return ($"{header} twice", letter.With(header, new([value, value])));

            yield return ($"{header} and another", letter.With(header, new([value, "another"])));
            yield return ($"{header} and nothing", letter.With(header, new([value, ""])));
            yield return ($"nothing and {header}", letter.With(header, new(["", value])));
            yield return ($"{header} huge", letter.With(header, new string('1', 100_000)));
            yield return ($"{header} long", letter.With(header, value + new string('x', 4096)));
            yield return ($"{header} with a letter of Latin-1", letter.With(header, value + "é"));
            yield return ($"{header} with a control character", letter.With(header, value + "\u0001"));
            yield return ($"{header} with a line break", letter.With(header, value + "\r\nX: y"));
            yield return ($"{header} of digits in Arabic", letter.With(header, "٢٠٢٦"));

            foreach (var strange in StrangeValues)
            {
                // These two are not signed, and some strange values are good ones.
                if (header is not ("X-EXTERNAL-ID" or "CHANNEL-ID"))
                    yield return ($"{header}: {strange}", letter.With(header, strange));
            }

            // A comma within CHANNEL-ID is as good a character as any.
            if (header is not "CHANNEL-ID")
                yield return ($"{header} with a comma", letter.With(header, $"{value},{value}"));
        }
    }

    // Each is signed as it stands: a right signature does not make half a request a whole one.
    static IEnumerable<(string, SnapLetter)> CutShort(SnapLetter letter)
    {
        for (var length = 0; length < letter.Body.Length; length++)
            yield return ($"{length} bytes", (letter with { Body = letter.Body[..length] }).Sign());
    }

    static IEnumerable<(string, SnapLetter)> Altered(SnapLetter letter)
    {
        letter = letter.Sign();
        for (var at = 0; at < letter.Body.Length; at++)
        {
            var body = (byte[])letter.Body.Clone();
            body[at] ^= 1;
            yield return ($"byte {at}", letter with { Body = body });
        }
    }

    static IEnumerable<(string, SnapLetter)> NoText(SnapLetter letter)
    {
        for (var at = 0; at <= letter.Body.Length; at++)
        {
            byte[] body = [.. letter.Body[..at], 0xFF, .. letter.Body[at..]];
            yield return ($"byte {at}", (letter with { Body = body }).Sign());
        }
    }

    static IEnumerable<(string, SnapLetter)> Shapes(SnapLetter letter)
    {
        var body = Encoding.UTF8.GetString(letter.Body);
        var open = body[..^1];
        string[] bodies =
        [
            "null", "true", "0", "\"\"", "[]", $"[{body}]", "{}", body + body, body + "//", "/**/" + body, open + ",}",
            open + ""","a":1,"a":1}""", open + ""","a":{"b":[{"c":1,"c":1}]}}""", open + ""","\u0061":1,"a":1}""",
            open + ""","a":"\ud83d"}""", open + ""","\ude00":1}""", open + ""","a":"\u0000"}""",
            open + ",\"a\":\"\n\"}",
            open + ",\"a\":" + new string('[', 32) + new string(']', 32) + "}", new('[', 60_000), new('{', 60_000),
            body.Replace('"', '\''), body.ToUpperInvariant(), "a=1&b=2", "<a/>",
        ];

        foreach (var text in bodies)
            yield return (text[..Math.Min(text.Length, 200)], letter.Saying(text).Sign());

        yield return ("byte-order mark", (letter with { Body = [0xEF, 0xBB, 0xBF, .. letter.Body] }).Sign());
        yield return ("UTF-16", (letter with { Body = Encoding.Unicode.GetBytes(body) }).Sign());
    }

    IEnumerable<(string, SnapLetter)> AccessTokens()
    {
        const string Valid = ScriptedAccessTokens.Valid;
        string[] values =
        [
            Valid, "Bearer", "Bearer  " + Valid, "Bearer\t" + Valid, " Bearer " + Valid, "Bearer " + Valid + " ",
            "Bearer:" + Valid, "Basic " + Valid, "Bearer garbage", "Bearer ..", "Bearer eyJhbGciOiJub25lIn0.e30.",
            "Bearer " + Valid.ToUpperInvariant(), "Bearer Bearer " + Valid, $"Bearer {Valid}, Bearer {Valid}",
            "Bearer " + ScriptedAccessTokens.Expired, "Bearer " + new string('a', 4000),
        ];

        // Each with the signature that fits the right token, and with the one that fits what is sent.
        foreach (var value in values)
        {
            yield return (value, Question.Sign().With("Authorization", value));
            yield return ($"{value}, signed", Question.With("Authorization", value).Sign());
        }

        for (var length = 1; length < Valid.Length; length++)
        {
            var token = "Bearer " + Valid[..length];
            yield return ($"{length} characters", Question.With("Authorization", token).Sign());
        }

        yield return ("somebody else's", Question.With("X-PARTNER-ID", SnapCallers.Second).Sign());
    }

    static IEnumerable<(string, SnapLetter)> Signatures(SnapLetter letter)
    {
        letter = letter.Sign();
        var right = letter.Headers["X-SIGNATURE"].ToString();

        for (var length = 0; length < right.Length; length++)
            yield return ($"{length} characters", letter.With("X-SIGNATURE", right[..length]));

        // The last character before the padding has bits that mean nothing.
        for (var at = 0; at < right.TrimEnd('=').Length - 1; at++)
        {
            var other = right[at] is 'A' ? 'B' : 'A';
            yield return ($"character {at}", letter.With("X-SIGNATURE", right[..at] + other + right[(at + 1)..]));
        }

        string[] values =
            [right + right, right + " ", " " + right, right + "A", right.TrimEnd('='), "=", new('A', 2048)];

        foreach (var value in values)
            yield return (value, letter.With("X-SIGNATURE", value));
    }

    IEnumerable<(string, SnapLetter)> SomethingElse()
    {
        foreach (var right in SnapLetter.Questions(subject))
        {
            var kind = right.Headers.Count;
            yield return ($"body {kind}", Takes(right, right.Saying("{}")));
            yield return ($"no body {kind}", Takes(right, right.Saying("")));
            yield return ($"query {kind}", Takes(right, right with { Target = right.Target + "?a" }));
            yield return ($"path {kind}", Takes(right, right with { Target = right.Target + "/" }));
            yield return ($"case {kind}", Takes(right, right with { Target = right.Target.ToUpperInvariant() }));
            yield return ($"host {kind}", Takes(right, right with { Target = "https://localhost" + right.Target }));
            yield return ($"method {kind}", Takes(right, right with { Method = "GET" }));
            yield return ($"method's case {kind}", Takes(right, right with { Method = "post" }));
            yield return ($"time {kind}", Takes(right, right.With("X-TIMESTAMP", "2026-11-20T20:00:01+07:00")));
            yield return ($"time's form {kind}", Takes(right, right.With("X-TIMESTAMP", "2026-11-20T13:00:00Z")));
        }

        yield return ("token", Takes(Question, Question.With("Authorization", "Bearer another")));
        yield return ("no token, by the letter", Takes(
            Question.With("X-PARTNER-ID", SnapCallers.Strict), Question.Without("Authorization")));
        yield return ("no token, beside another", Takes(
            Question.With("Authorization", "Bearer another"), Question.Without("Authorization")));
        yield return ("a token", Takes(Question.Without("Authorization"), Question));
        yield return ("name", Takes(Token, Token.With("X-CLIENT-KEY", SnapCallers.Strict)));
        yield return ("moment", Takes(Token, Token.With("X-TIMESTAMP", "2026-11-20T20:00:01+07:00")));
    }

    static IEnumerable<(string, SnapLetter)> Methods(SnapLetter letter)
    {
        foreach (var method in new[] { "GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "HEADS" })
            yield return (method, (letter with { Method = method }).Sign());
    }

    static SnapLetter Takes(SnapLetter letter, SnapLetter other) =>
        letter.With("X-SIGNATURE", other.Sign().Headers["X-SIGNATURE"]);
}
