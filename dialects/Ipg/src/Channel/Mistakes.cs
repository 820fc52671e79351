using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Channel;

/// <summary>Finds out which known mistake explains a signature that was refused.</summary>
internal static class Mistakes
{
    const string Wrong = "The Signature header does not verify.";

    public static void Explain(HttpContext http, Credential client, ReadOnlyMemory<byte> body)
    {
        var (reason, advice) = !http.Request.Headers.ContainsKey(Signatures.Header)
            ? ("There is no Signature header, and this client must sign.",
                "Send Signature: the lower-case hex HMAC-SHA256 of the body, its key your API key.")
            : (Wrong, Find(OnlyHeader.Value(http.Request, Signatures.Header), client.ClientSecret, body));
        Hints.Explain(http, reason, advice);
    }

    static string? Find(string? sent, ClientSecret? secret, ReadOnlyMemory<byte> body)
    {
        if (sent is null)
            return "Send the Signature header once.";

        if (secret is null)
            return "Have the operator give this client an API key to sign with.";

        return SignatureAdvice.Explain(sent, secret.Bytes, body)?.Advice;
    }
}
