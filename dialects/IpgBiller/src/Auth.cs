using Microsoft.AspNetCore.Http;
using Periksa.Partners;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgBiller;

/// <summary>Which biller it is, by its API key alone, and whether it may ask now.</summary>
internal sealed class Auth(ICredentials credentials, IThrottle throttle, IMissBudgets misses)
{
    public const string Dialect = "ipg-biller";

    readonly Admission _admission = new(throttle, misses);

    const string Header = "Authorization";
    const string Scheme = "Bearer ";

    /// <summary>Far longer than an API key is; a longer text is none, and need not be hashed to find that
    /// out.</summary>
    const int AuthorizationLengthMaximum = 4096;

    /// <summary>The code that refuses the caller, or <c>null</c> for one that may go on. What is wrong with a stranger
    /// is not said.</summary>
    /// <param name="biller">Meaningful when nothing refuses it.</param>
    public Code? Refuse(HttpContext http, out Partner biller)
    {
        biller = default!;

        if (ReadKey(http.Request) is not { } key || credentials.FindByKey(Dialect, key) is not { } credential)
        {
            Mistakes.Explain(http, credentials);
            return Codes.Unauthorized;
        }

        biller = credential.Partner;
        Hints.Name(http, biller.Id);
        switch (_admission.Refuse(credential, SourceAddress.Of(http), AsksAbout.Own))
        {
            case null:
                return null;
            case Unadmitted.NotActive:
                Hints.Explain(http, "The biller is not active.", "Ask the operator to activate this biller.");
                return Codes.Unauthorized;
            case Unadmitted.AddressNotRegistered:
                Hints.Address(http);
                return Codes.Unauthorized;
            default:
                return Codes.TooManyRequests;
        }
    }

    static string? ReadKey(HttpRequest request) =>
        OnlyHeader.Value(request, Header) is { Length: <= AuthorizationLengthMaximum } authorization
        && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[Scheme.Length..]
            : null;
}
