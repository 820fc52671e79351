using System.Text;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Host.Lab.Code;

/// <summary>A short program that signs a message rightly, with a place for the secret.</summary>
/// <param name="Language">As people call it.</param>
/// <param name="File">What it is called where that matters.</param>
public sealed record Snippet(string Language, string File, string Text);

/// <summary>Programs that sign a message, in the languages that partners write.</summary>
static class Snippets
{
    // Seven programs with it are shown.
    const int BodyLengthMaximum = 4 * 1024;

    static readonly string[] NotSent = ["host", "content-length", "connection", "accept-encoding", "authorization"];

    /// <returns>None for a message that no server takes, with a body that is no text.</returns>
    public static IReadOnlyList<Snippet> For(LabMessage message)
    {
        if (!IsText(message.Request.Body) || message.Right.Bytes.Contains((byte)0))
            return [];

        var recipe = Of(message);
        return
        [
            new("curl", "sign.sh", Bash.Write(recipe)),
            new("PHP", "sign.php", Php.Write(recipe)),
            new("Node.js", "sign.mjs", Node.Write(recipe)),
            new("Java", "Sign.java", Java.Write(recipe)),
            new("Go", "sign.go", Go.Write(recipe)),
            new("Python", "sign.py", Python.Write(recipe)),
            new("C#", "Sign.cs", CSharp.Write(recipe)),
        ];
    }

    static bool IsText(byte[] body) =>
        System.Text.Unicode.Utf8.IsValid(body) && !body.Contains((byte)0);

    static Recipe Of(LabMessage message)
    {
        var (method, target) = (("method", message.Request.Method), ("target", message.Target));
        var (token, stamp) = (("token", message.Token ?? ""), ("timestamp", message.Timestamp));
        var header = message.Scheme.SignatureHeader();
        string[] tokened = ["method", "target", "token", "digest", "timestamp"];
        string[] bare = ["method", "target", "digest", "timestamp"];
        var body = Body(message);
        var recipe = message.Scheme switch
        {
            LabScheme.SnapRequest => new Recipe(
                [method, target, token, stamp], tokened, ":", Signing.HmacSha512Base64, body) { Header = header },
            LabScheme.SnapKeyRequest => new(
                [method, target, stamp], bare, ":", Signing.RsaSha256Base64, body) { Header = header },
            LabScheme.SnapCallback => new(
                [method, target, stamp], bare, ":", Signing.HmacSha512Base64, body) { Header = header },
            LabScheme.IFortepayCallback => new(
                [("url", message.Url), ("version", message.Version), stamp],
                ["url", "version", "digest", "timestamp"], ":", Signing.HmacSha512Base64, body) { Header = header },
            LabScheme.SnapToken => new(
                [("clientId", message.ClientId), stamp], ["clientId", "timestamp"], "|",
                Signing.RsaSha256Base64, Body: null) { Header = header },
            LabScheme.SingaPayRequest or LabScheme.SingaPayCallback => new(
                [method, target, token, stamp], tokened, ":", Signing.HmacSha512Hex, body)
                {
                    Header = header, IsSorted = message.Scheme is LabScheme.SingaPayCallback,
                },
            LabScheme.SingaPayToken => new(
                [("clientId", message.ClientId), ("day", message.DayText)], ["clientId", "secret", "day"], "_",
                Signing.HmacSha512Hex, Body: null) { Header = header },
            LabScheme.IpgRequest or LabScheme.IpgCallback => new(
                [], ["body"], "", Signing.HmacSha256Hex, body) { Header = header },
        };
        return recipe with
        {
            IsCallback = message.Scheme.IsCallback(),
            Moment = MomentOf(message.Scheme),
            Url = message.Request.Url.OriginalString,
            Method = message.Request.Method,
            SentBody = body,
            Headers = [.. Sent(message, header)],
        };
    }

    static Moment MomentOf(LabScheme scheme) => scheme switch
    {
        LabScheme.SnapRequest or LabScheme.SnapKeyRequest or LabScheme.SnapToken => Moment.Stamp,
        LabScheme.SingaPayRequest => Moment.Seconds,
        LabScheme.SingaPayToken => Moment.Day,
        LabScheme.SnapCallback or LabScheme.IFortepayCallback or LabScheme.SingaPayCallback or LabScheme.IpgRequest
            or LabScheme.IpgCallback => Moment.Received,
    };

    // Compact, so that what is signed is what is sent; of what was received, as it came.
    static string Body(LabMessage message)
    {
        var body = message.Scheme is LabScheme.SingaPayCallback && StrictJson.IsWellFormed(message.Request.Body)
            ? JsonSpace.Drop(message.Request.Body)
            : message.Digested;
        return body.Length <= BodyLengthMaximum ? Encoding.UTF8.GetString(body) : Recipe.BodysPlace;
    }

    static IEnumerable<(string, string)> Sent(LabMessage message, string header) =>
        message.Request.Headers.Where(one =>
            !one.Name.Equals(header, StringComparison.OrdinalIgnoreCase)
            && !one.Name.Equals(SnapHeaders.Timestamp, StringComparison.OrdinalIgnoreCase)
            && !NotSent.Contains(one.Name, StringComparer.OrdinalIgnoreCase));
}
