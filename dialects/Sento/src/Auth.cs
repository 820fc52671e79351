using Microsoft.AspNetCore.Http;
using Periksa.Partners;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Sento;

/// <summary>Who is asking, from <c>x-username</c> and <c>x-api-key</c>, and whether it may ask now.</summary>
internal sealed class Auth(ICredentials credentials, IThrottle throttle, IMissBudgets misses, ILeniency leniency)
{
    public const string Dialect = "sento";

    const string Username = "x-username";

    /// <summary>What this API was called under its former name, and its users' code still calls it.</summary>
    const string FormerUsername = "x-oy-username";

    readonly Admission _admission = new(throttle, misses);

    /// <summary>The code that refuses the caller, or <c>null</c> for one that may go on; the order is the vendor's
    /// promise.</summary>
    /// <param name="caller">Who it is and what an inquiry costs it; meaningful when nothing refuses it.</param>
    public Code? Refuse(
        HttpContext http, DateTimeOffset now, AsksAbout about, out (Partner Partner, Money Price) caller)
    {
        caller = default;

        if (ReadUsername(http.Request, out var isFormer) is not { } username
            || credentials.Find(Dialect, username) is not { } credential)
        {
            return Codes.UserNotFound;
        }

        Hints.Name(http, credential.Partner.Id);
        if (!credential.Partner.Active)
            return Codes.UserNotActive;

        if (OnlyHeader.Value(http.Request, "x-api-key") is not { } key || credential.ApiKey?.Matches(key) is not true)
            return Codes.ApiKeyNotValid;

        if (!Admission.MayCallFrom(credential, SourceAddress.Of(http)))
        {
            Hints.Address(http);
            return Codes.AddressNotRegistered;
        }

        if (credential.Prices.At(now) is not { } price)
            return Codes.UserConfigNotValid;

        if (isFormer)
            leniency.Count(credential.Partner, Dialect, FormerUsername);

        caller = (credential.Partner, price);
        var why = _admission.Refuse(credential, SourceAddress.Of(http), about);
        if (why is Unadmitted.TooManyMisses)
            Hints.Misses(http);

        return why is null ? null : Codes.TooManyRequests;
    }

    // One name, by whichever header; two that differ would let two readers see two callers.
    static string? ReadUsername(HttpRequest request, out bool isFormer)
    {
        isFormer = IsAbsent(request, Username);
        if (isFormer)
            return OnlyHeader.Value(request, FormerUsername);

        var username = OnlyHeader.Value(request, Username);
        return IsAbsent(request, FormerUsername) || OnlyHeader.Value(request, FormerUsername) == username
            ? username
            : null;
    }

    // One that is sent empty says nothing.
    static bool IsAbsent(HttpRequest request, string header) => request.Headers[header] is [] or [null or ""];
}
