using System.Net;
using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Channel;

/// <summary>Knows channels' clients by a name or an address, and by their signatures.</summary>
internal sealed class Clients(ICredentials credentials) : ICallers
{
    public static readonly DialectName Dialect = new("ipg-channel");

    public Credential? Find(HttpContext http)
    {
        if (http.Request.Headers.ContainsKey(Channels.ClientHeader))
            return Named(http.Request);

        if (At(SourceAddress.Of(http)) is { } client)
            return client;

        Hints.Address(http);
        return null;
    }

    public Code? FindFault(HttpContext http, Credential caller, ReadOnlyMemory<byte> body)
    {
        if (IsProved(caller, http.Request, body.Span))
            return null;

        Mistakes.Explain(http, caller, body);
        return Codes.SignatureInvalid;
    }

    // A header that names nobody is not made good by an address: the caller has said who it wants to be.
    Credential? Named(HttpRequest request) =>
        OnlyHeader.Value(request, Channels.ClientHeader) is { } name
        && credentials.Find(Dialect, new(name)) is { Partner.Active: true } client
            ? client
            : null;

    // A client that may call from anywhere is not known by where it calls from.
    Credential? At(IPAddress? address) => credentials.In(Dialect).FirstOrDefault(one =>
        one is { Partner.Active: true, Addresses.IsEmpty: false } && one.MayCallFrom(address));

    // A signature that nobody asked for is checked all the same: a wrong one says that the body is not what was sent.
    static bool IsProved(Credential client, HttpRequest request, ReadOnlySpan<byte> body)
    {
        if (!request.Headers.ContainsKey(Signatures.Header))
            return !client.MustSign && !client.Addresses.IsEmpty;   // a name alone proves nothing

        return OnlyHeader.Value(request, Signatures.Header) is { } signature
            && IsOneOf(client.ClientSecrets, body, signature);
    }

    static bool IsOneOf(IEnumerable<ClientSecret> secrets, ReadOnlySpan<byte> body, string signature)
    {
        foreach (var secret in secrets)
        {
            if (Signatures.AreSame(Signatures.Of(secret.Bytes, body), signature))
                return true;
        }

        return false;
    }
}
