using System.Net;
using Microsoft.AspNetCore.Http;
using Periksa.Partners;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgChannel;

/// <summary>Authenticates a request and admits it. The order of the checks is a promise.</summary>
internal sealed class Auth(ICredentials credentials, IThrottle throttle, IMissBudgets misses)
{
    public const string Dialect = "ipg-channel";

    readonly Admission _admission = new(throttle, misses);

    /// <summary>The code that refuses the caller, or <c>null</c> for one that may go on.</summary>
    /// <param name="body">What its signature covers.</param>
    /// <param name="client">Whose request it is; there when nothing refuses it.</param>
    public Code? Refuse(HttpContext http, ReadOnlyMemory<byte> body, AsksAbout about, out Credential? client)
    {
        var address = SourceAddress.Of(http);
        client = http.Request.Headers.ContainsKey(Headers.Client) ? Named(http.Request) : At(address);

        if (client is not { Partner.Active: true })
        {
            if (!http.Request.Headers.ContainsKey(Headers.Client))
                Hints.Address(http);
            return Codes.ClientUnknown;
        }

        Hints.Name(http, client.Partner.Id);
        if (!Admission.MayCallFrom(client, address))
        {
            Hints.Address(http);
            return Codes.AddressNotRegistered;
        }

        if (!IsProved(client, http.Request, body.Span))
        {
            Mistakes.Explain(http, client, body);
            return Codes.SignatureInvalid;
        }

        var why = _admission.Refuse(client, address, about);
        if (why is Unadmitted.TooManyMisses)
            Hints.Misses(http);

        return why is null ? null : Codes.TooManyRequests;
    }

    // A header that names nobody is not made good by an address: the caller has said who it wants to be.
    Credential? Named(HttpRequest request) =>
        OnlyHeader.Value(request, Headers.Client) is { } name ? credentials.Find(Dialect, name) : null;

    // A client that may call from anywhere is not known by where it calls from.
    Credential? At(IPAddress? address) => credentials.In(Dialect).FirstOrDefault(one =>
        one is { Partner.Active: true, Addresses.IsEmpty: false } && one.MayCallFrom(address));

    // A signature that nobody asked for is checked all the same: a wrong one says that the body is not what was sent.
    static bool IsProved(Credential client, HttpRequest request, ReadOnlySpan<byte> body)
    {
        if (!request.Headers.ContainsKey(Headers.Signature))
            return !client.MustSign && !client.Addresses.IsEmpty;   // a name alone proves nothing

        return OnlyHeader.Value(request, Headers.Signature) is { } signature
            && client.ClientSecret is { } secret
            && Signatures.AreSame(Signatures.Of(secret, body), signature);
    }
}
