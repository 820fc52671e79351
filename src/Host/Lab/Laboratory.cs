using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Periksa.Host.Asking;
using Periksa.Host.Lab.Code;
using SingaPayAdvice = Periksa.Dialects.SingaPay.SignatureAdvice;

namespace Periksa.Host.Lab;

/// <summary>Explains a signature: what is to be signed, whether that was, and where it differs.</summary>
/// <remarks>Nothing that it is shown is kept or logged. Whoever asks it for others must count, see
/// <see cref="LabGate"/>: a wrong signature may cost the work of five thousand.</remarks>
static partial class Laboratory
{
    const int SignatureLengthMaximum = 8 * 1024;

    // Of what names no host.
    static readonly Uri Gateway = new("https://localhost");

    /// <exception cref="SettingsException">What is asked cannot be read; the message says what to do.</exception>
    public static LabFinding Examine(LabQuestion question, DateTimeOffset now)
    {
        if (!LabSchemes.Dialects.Contains(question.Dialect))
            LabSchemes.Get(question.Dialect, question.Kind ?? LabKind.Request);

        var request = Pasted.Read(question, Gateway);
        var scheme = LabSchemes.Get(
            question.Dialect, question.Kind ?? LabSchemes.Guess(question.Dialect, request));
        var message = WithLineEnds(question, scheme, request, now);
        if (message.Token is "(masked)")
        {
            throw new SettingsException(
                "The access token is signed, too, and it is masked in what is pasted: paste the request as it was "
                + "sent.");
        }

        var signature = Given(question.OwnSignature?.Trim()) ?? Given(request.Header(scheme.SignatureHeader()));
        if (signature?.Length > SignatureLengthMaximum)
            throw new SettingsException("No signature is as long as that: paste it alone.");

        var own = Given(question.OwnText) is { } text ? OwnText(text, message) : null;
        var (verdict, mistake) = Judge(message, question.Credential, signature);
        var ownDifference = own is null ? null : TextDifference.Find(message.Right, own);
        return new()
        {
            Scheme = scheme,
            Right = message.Right,
            Digest = message.Digest,
            BodyDigest = Convert.ToHexStringLower(SHA256.HashData(message.Request.Body)),
            Digested = message.Digested,
            Body = message.Request.Body,
            Verdict = verdict,
            Signature = signature,
            Mistakes = mistake?.Advice ?? [],
            Difference = mistake?.Text is { } signed ? TextDifference.Find(message.Right, signed) : null,
            BodyDifference = BodyDifference(message, mistake?.Text),
            OwnDifference = ownDifference,
            IsOwnRight = own is not null && ownDifference is null,
            RightSignature = question.Credential is { } credential ? LabProof.Sign(message, credential) : null,
            Notes = [.. LabNotes.Of(message, question.Credential, now)],
            Snippets = Snippets.For(message),
        };
    }

    // A digest tells that bodies differ, and not where.
    static TextDifference? BodyDifference(LabMessage message, byte[]? signed)
    {
        if (signed is null || message.Digest is null)
            return null;

        var received = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(message.Request.Body)));
        return signed.AsSpan().IndexOf(received) >= 0
            ? TextDifference.Find(
                new SigningText("", new SignedPart(PartName.Body, message.Digested)), message.Request.Body)
            : null;
    }

    static (LabVerdict, LabMistake?) Judge(LabMessage message, LabCredential? credential, string? signature)
    {
        if (credential is null || signature is null)
            return (LabVerdict.Unknown, null);

        var proof = new LabProof(message, credential, signature);
        if (!proof.CanVerify)
            return (LabVerdict.Unknown, null);

        var verdict = proof.Verdict();
        return (verdict, verdict is LabVerdict.Right ? null : proof.FindMistake());
    }

    // A form cannot tell which line ends a body has, and where the bytes themselves are signed that matters.
    static LabMessage WithLineEnds(LabQuestion question, LabScheme scheme, WireRequest request, DateTimeOffset now)
    {
        var message = new LabMessage(scheme, request, question.Credential, now);
        if (scheme is not (LabScheme.IpgRequest or LabScheme.IpgCallback)
            || question.Credential is not { } credential
            || Given(request.Header(scheme.SignatureHeader())) is not { } signature)
        {
            return message;
        }

        var body = Encoding.UTF8.GetString(request.Body);
        var returns = body.Replace("\n", "\r\n", StringComparison.Ordinal);
        foreach (var one in (string[])[body, returns, body + "\n", returns + "\r\n"])
        {
            var other = new LabMessage(
                scheme, request with { Body = Encoding.UTF8.GetBytes(one) }, credential, now);
            var proof = new LabProof(other, credential, signature);
            if (one != body && proof.CanVerify && proof.Verdict() is LabVerdict.Right)
                return other;
        }

        return message;
    }

    // In what is signed for SingaPay's token stands the secret: whatever is at its place is not looked at.
    static byte[] OwnText(string text, LabMessage message)
    {
        var own = Pasted.Unix(text);
        if (message.Scheme is LabScheme.SingaPayToken && Secret.Match(own) is { Success: true } found)
        {
            own = $"{own[..found.Groups["secret"].Index]}{SingaPayAdvice.SecretsPlace}"
                + own[(found.Groups["secret"].Index + found.Groups["secret"].Length)..];
        }

        return Encoding.UTF8.GetBytes(own);
    }

    static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    [GeneratedRegex("^[^_]*_(?<secret>.*)_[^_]*$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Secret { get; }
}
