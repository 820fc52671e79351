using System.Text;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Paydia.Tests;

/// <summary>Whatever a stranger makes of a right request is refused in the room's own shape, and nobody is
/// asked.</summary>
public class HostileTests
{
    const int FamilySizeMinimum = 7;

    static readonly Dictionary<string, Func<IEnumerable<(string What, Request Request)>>> Families = new()
    {
        ["headers of an inquiry"] = () => Headers(Request.Inquiry),
        ["headers of a token"] = () => Headers(Request.Token),
        ["inquiries cut short"] = () => CutShort(Request.Inquiry),
        ["tokens' bodies cut short"] = () => CutShort(Request.Token),
        ["inquiries altered after signing"] = () => Altered(Request.Inquiry),
        ["inquiries altered after signing with a key"] = () => Altered(Request.Inquiry.Without("Authorization")),
        ["inquiries that are no text"] = () => NoText(Request.Inquiry),
        ["inquiries of another shape"] = () => Shapes(Request.Inquiry),
        ["tokens' bodies of another shape"] = () => Shapes(Request.Token),
        ["access tokens"] = AccessTokens,
        ["signatures of an inquiry"] = () => Signatures(Request.Inquiry),
        ["signatures of an inquiry with a key"] = () => Signatures(Request.Inquiry.Without("Authorization")),
        ["signatures of a token"] = () => Signatures(Request.Token),
        ["signatures of something else"] = SomethingElse,
    };

    public static TheoryData<string> Names => [.. Families.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task Is_refused_for_its(string family)
    {
        await using var room = await OneRoom.Open();
        var all = Families[family]().ToArray();

        foreach (var (what, request) in all)
        {
            var reply = await room.Send(request);
            Assert.True(IsRefusal(reply, request), $"{what}: {reply.Http} {string.Join(", ", reply.Fields)}");
        }

        Assert.InRange(all.Length, FamilySizeMinimum, int.MaxValue);
        Assert.Null(room.Teller.Asked);
    }

    [Fact]
    public async Task Is_right_before_anything_is_made_of_it()
    {
        await using var room = await OneRoom.Open();

        var right = new[]
        {
            await room.Send(Request.Inquiry.Signed()),
            await room.Send(Request.Inquiry.Without("Authorization").Signed()),
            await room.Send(Request.Token.Signed()),
        };

        Assert.All(right, reply => Assert.Equal(200, reply.Http));
    }

    static bool IsRefusal(Reply reply, Request request)
    {
        var service = request.Target is Request.TokenTarget ? "73" : "42";

        return reply.Http is >= 400 and < 500
            && reply.Fields.Keys.SequenceEqual(["responseCode", "responseMessage"])
            && reply.Fields["responseCode"].Length == 7
            && reply.Fields["responseCode"].StartsWith($"{reply.Http}{service}", StringComparison.Ordinal)
            && reply.Fields["responseMessage"].Length is > 0 and <= 150
            && reply.Timestamp is Request.Timestamp;
    }

    // Signed first: a signature that fits the value is of no use to one that is malformed.
    static IEnumerable<(string, Request)> Headers(Request request)
    {
        request = request.Signed();
        foreach (var (header, value) in request.Headers)
        {
            yield return ($"{header} missing", request.Without(header));
            yield return ($"{header} empty", request.With(header, ""));

            // Two that say the same are one Content-Type.
            if (header is not "Content-Type")
                yield return ($"{header} twice", request.With(header, new([value, value])));

            yield return ($"{header} and another", request.With(header, new([value, "another"])));
            yield return ($"{header} and nothing", request.With(header, new([value, ""])));
            yield return ($"nothing and {header}", request.With(header, new(["", value])));
            yield return ($"{header} huge", request.With(header, new string('1', 100_000)));
            yield return ($"{header} long", request.With(header, value + new string('x', 4096)));
            yield return ($"{header} with a letter of Latin-1", request.With(header, value + "é"));
            yield return ($"{header} with a control character", request.With(header, value + "\u0001"));
            yield return ($"{header} with a line break", request.With(header, value + "\r\nX: y"));
            yield return ($"{header} of digits in Arabic", request.With(header, "٢٠٢٦"));

            // A comma within CHANNEL-ID is as good a character as any.
            if (header is not "CHANNEL-ID")
                yield return ($"{header} with a comma", request.With(header, $"{value},{value}"));
        }
    }

    // Each is signed as it stands: a right signature does not make half a request a whole one.
    static IEnumerable<(string, Request)> CutShort(Request request)
    {
        for (var length = 0; length < request.Body.Length; length++)
            yield return ($"{length} bytes", (request with { Body = request.Body[..length] }).Signed());
    }

    static IEnumerable<(string, Request)> Altered(Request request)
    {
        request = request.Signed();
        for (var at = 0; at < request.Body.Length; at++)
        {
            var body = (byte[])request.Body.Clone();
            body[at] ^= 1;
            yield return ($"byte {at}", request with { Body = body });
        }
    }

    static IEnumerable<(string, Request)> NoText(Request request)
    {
        for (var at = 0; at <= request.Body.Length; at++)
        {
            byte[] body = [.. request.Body[..at], 0xFF, .. request.Body[at..]];
            yield return ($"byte {at}", (request with { Body = body }).Signed());
        }
    }

    static IEnumerable<(string, Request)> Shapes(Request request)
    {
        var body = Encoding.UTF8.GetString(request.Body);
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
            yield return (text[..Math.Min(text.Length, 200)], request.Saying(text).Signed());

        yield return ("byte-order mark", (request with { Body = [0xEF, 0xBB, 0xBF, .. request.Body] }).Signed());
        yield return ("UTF-16", (request with { Body = Encoding.Unicode.GetBytes(body) }).Signed());
    }

    static IEnumerable<(string, Request)> AccessTokens()
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
            yield return (value, Request.Inquiry.Signed().With("Authorization", value));
            yield return ($"{value}, signed", Request.Inquiry.With("Authorization", value).Signed());
        }

        for (var length = 1; length < Valid.Length; length++)
        {
            var token = "Bearer " + Valid[..length];
            yield return ($"{length} characters", Request.Inquiry.With("Authorization", token).Signed());
        }

        yield return ("somebody else's", Request.Inquiry.With("X-PARTNER-ID", Callers.Second).Signed());
    }

    static IEnumerable<(string, Request)> Signatures(Request request)
    {
        request = request.Signed();
        var right = request.Headers["X-SIGNATURE"].ToString();

        for (var length = 0; length < right.Length; length++)
            yield return ($"{length} characters", request.With("X-SIGNATURE", right[..length]));

        // The last character before the padding has bits that mean nothing.
        for (var at = 0; at < right.TrimEnd('=').Length - 1; at++)
        {
            var other = right[at] is 'A' ? 'B' : 'A';
            yield return ($"character {at}", request.With("X-SIGNATURE", right[..at] + other + right[(at + 1)..]));
        }

        string[] values =
            [right + right, right + " ", " " + right, right + "A", right.TrimEnd('='), "=", new('A', 2048)];

        foreach (var value in values)
            yield return (value, request.With("X-SIGNATURE", value));
    }

    static IEnumerable<(string, Request)> SomethingElse()
    {
        foreach (var right in new[] { Request.Inquiry, Request.Inquiry.Without("Authorization") })
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

        yield return ("token", Takes(Request.Inquiry, Request.Inquiry.With("Authorization", "Bearer another")));
        yield return ("no token, by the letter", Takes(
            Request.Inquiry.With("X-PARTNER-ID", Callers.Strict), Request.Inquiry.Without("Authorization")));
        yield return ("no token, beside another", Takes(
            Request.Inquiry.With("Authorization", "Bearer another"), Request.Inquiry.Without("Authorization")));
        yield return ("a token", Takes(Request.Inquiry.Without("Authorization"), Request.Inquiry));
        yield return ("name", Takes(Request.Token, Request.Token.With("X-CLIENT-KEY", Callers.Strict)));
        yield return ("moment", Takes(Request.Token, Request.Token.With("X-TIMESTAMP", "2026-11-20T20:00:01+07:00")));
    }

    static Request Takes(Request request, Request other) =>
        request.With("X-SIGNATURE", other.Signed().Headers["X-SIGNATURE"]);
}
