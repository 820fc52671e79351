using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>Knows billers by their API keys alone.</summary>
internal sealed class Billers(ICredentials credentials) : ICallers
{
    public static readonly DialectName Dialect = new("ipg-biller");

    const string Header = "Authorization";
    const string Scheme = "Bearer ";

    /// <summary>Far longer than an API key is; a longer text is none, and need not be hashed to find that
    /// out.</summary>
    const int AuthorizationLengthMaximum = 4096;

    public Credential? Find(HttpContext http)
    {
        if (ReadKey(http.Request) is not { } key || credentials.FindByKey(Dialect, key) is not { } biller)
        {
            Mistakes.Explain(http, credentials);
            return null;
        }

        if (biller.Partner.Active)
            return biller;

        Hints.Name(http, biller.Partner.Id);
        Hints.Explain(http, "The biller is not active.", "Ask the operator to activate this biller.");
        return null;
    }

    /// <summary>It has shown its key.</summary>
    public Code? FindFault(HttpContext http, Credential caller, ReadOnlyMemory<byte> body) => null;

    static string? ReadKey(HttpRequest request) =>
        OnlyHeader.Value(request, Header) is { Length: <= AuthorizationLengthMaximum } authorization
        && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[Scheme.Length..]
            : null;
}
