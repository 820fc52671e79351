using System.Globalization;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Ipg = Periksa.Wire.Ipg.Channels;
using SingaPay = Periksa.Wire.SingaPay.Headers;

namespace Periksa.Host.Lab;

/// <summary>What may be wrong with a message besides its signature. A note's format is its sentence, so that it can be
/// said in another language.</summary>
static class LabNotes
{
    const int NamedMaximum = 4;
    const int NameLengthMaximum = 64;
    const long Milliseconds = 100_000_000_000;

    static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static IEnumerable<FormattableString> Of(LabMessage message, LabCredential? credential, DateTimeOffset now)
    {
        var header = message.Scheme.SignatureHeader();
        if (message.Request.Header(header) is not { Length: > 0 })
            yield return $"{header} is not there: without a signature nobody can say what was signed.";

        if (message.Scheme is LabScheme.SnapRequest or LabScheme.SingaPayRequest or LabScheme.SingaPayCallback
            && message.Token is not { Length: > 0 })
        {
            yield return $"Authorization is not there: the access token is in what is signed.";
        }

        if (message.Scheme is LabScheme.SnapToken or LabScheme.SingaPayToken && message.ClientId.Length is 0)
            yield return $"{ClientHeader(message.Scheme)} is not there: the client id is in what is signed.";

        if (message.Scheme is LabScheme.SingaPayToken)
            yield return $"Whether the secret within what is signed is the right one is not looked at here.";

        foreach (var note in OfNames(message, credential)
            .Concat(OfTimestamp(message, now)).Concat(OfBody(message)).Concat(OfInvisible(message)))
        {
            yield return note;
        }
    }

    static IEnumerable<FormattableString> OfNames(LabMessage message, LabCredential? credential)
    {
        if (credential?.Name is { } name && NameHeader(message.Scheme) is { } header
            && message.Request.Header(header) is { Length: > 0 } sent && sent != name)
        {
            yield return $"{header} names another than the credential that is chosen here.";
        }

        var doubled = message.Request.Headers
            .GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(all => all.Count() > 1);
        if (doubled is not null)
            yield return $"{Cut(doubled.Key)} is sent more than once: send it once.";
    }

    static IEnumerable<FormattableString> OfTimestamp(LabMessage message, DateTimeOffset now)
    {
        if (message.Scheme is LabScheme.SingaPayToken or LabScheme.IpgRequest or LabScheme.IpgCallback)
            yield break;

        if (Read(message) is not { } moment)
        {
            yield return message.Scheme is LabScheme.SingaPayRequest or LabScheme.SingaPayCallback
                ? (FormattableString)$"X-Timestamp is none: write seconds since 1970, ten digits."
                : $"X-TIMESTAMP is none: write it like 2026-01-31T12:00:00+07:00.";
            yield break;
        }

        if (!message.Scheme.IsCallback() && (now - moment).Duration() > Tolerance)
            yield return $"The timestamp is more than five minutes off: sent now, it is refused for that.";
    }

    static DateTimeOffset? Read(LabMessage message)
    {
        if (message.Scheme is not (LabScheme.SingaPayRequest or LabScheme.SingaPayCallback))
            return SnapTimestamp.TryParseCompatible(message.Timestamp, out var stamp) ? stamp : null;

        return long.TryParse(message.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds < Milliseconds
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
    }

    static IEnumerable<FormattableString> OfBody(LabMessage message)
    {
        var body = message.Request.Body;
        if (body.Length > 0 && !StrictJson.IsWellFormed(body))
            yield return $"The body is no JSON: write it as one object, each name once, in double quotes.";
    }

    static IEnumerable<FormattableString> OfInvisible(LabMessage message)
    {
        foreach (var part in message.Right.Parts)
        {
            if (part.Name is not (PartName.Digest or PartName.Body) && Invisible(part.Bytes) is { } names)
                yield return $"The {part.Name} holds {names}: was that meant?";
        }

        if (Invisible(message.Request.Body) is { } inBody)
            yield return $"The body holds {inBody}: was that meant?";
    }

    static string? Invisible(byte[] text)
    {
        var names = Glyph.Of(text, text.Length)
            .Select(glyph => glyph.Name)
            .OfType<string>()
            .Where(name => !name.EndsWith(" U+0020", StringComparison.Ordinal)
                && !name.EndsWith(" U+000A", StringComparison.Ordinal)
                && !name.EndsWith(" U+000D", StringComparison.Ordinal)
                && !name.EndsWith(" U+0009", StringComparison.Ordinal))
            .Distinct().Take(NamedMaximum).ToArray();
        return names.Length is 0 ? null : string.Join(", ", names);
    }

    static string ClientHeader(LabScheme scheme) =>
        scheme is LabScheme.SnapToken ? SnapHeaders.ClientKey : SingaPay.ClientId;

    static string? NameHeader(LabScheme scheme) => scheme switch
    {
        LabScheme.SnapToken => SnapHeaders.ClientKey,
        LabScheme.IpgRequest => Ipg.ClientHeader,
        LabScheme.SnapRequest or LabScheme.SnapKeyRequest or LabScheme.SnapCallback or LabScheme.SingaPayRequest
            or LabScheme.SingaPayToken or LabScheme.SingaPayCallback => SnapHeaders.PartnerId,
        LabScheme.IFortepayCallback or LabScheme.IpgCallback => null,
    };

    static string Cut(string name) => name.Length <= NameLengthMaximum ? name : name[..NameLengthMaximum];
}
