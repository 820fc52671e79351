using Microsoft.AspNetCore.Http;
using Periksa.Partners;
using Periksa.Wire.Http;

namespace Periksa.Wire.Sento;

/// <summary>Authenticates a request by its username and <c>x-api-key</c>, and admits it.</summary>
internal sealed class Auth(
    SentoVendor vendor, ICredentials credentials, IThrottle throttle, IMissBudgets misses, ILeniency leniency)
{
    readonly Admission _admission = new(throttle, misses);

    /// <summary>The code that refuses the caller, or <c>null</c> for one that may go on; the order is the vendor's
    /// promise.</summary>
    /// <param name="caller">Who it is and what an inquiry costs it; meaningful when nothing refuses it.</param>
    public Code? Refuse(
        HttpContext http, DateTimeOffset now, AsksAbout about, out (Partner Partner, Money Price) caller)
    {
        caller = default;

        if (ReadUsername(http.Request, out var isFormer) is not { } username
            || credentials.Find(vendor.Dialect, new(username)) is not { } credential)
        {
            return Codes.UserNotFound;
        }

        Hints.Name(http, credential.Partner.Id);
        if (!credential.Partner.Active)
            return Codes.UserNotActive;

        if (OnlyHeader.Value(http.Request, "x-api-key") is not { } key || !credential.HasApiKey(key))
            return Codes.ApiKeyNotValid;

        if (!Admission.MayCallFrom(credential, SourceAddress.Of(http)))
        {
            Hints.Address(http);
            return Codes.AddressNotRegistered;
        }

        if (credential.Prices.At(now) is not { } price)
            return Codes.UserConfigNotValid;

        if (isFormer)
            leniency.Count(credential.Partner, vendor.Dialect, vendor.FormerUsername!);

        caller = (credential.Partner, price);
        var why = _admission.Refuse(credential, SourceAddress.Of(http), about);
        if (why is Unadmitted.TooManyMisses)
            Hints.Misses(http);

        return why is null ? null : Codes.TooManyRequests;
    }

    // One name, by whichever header; two that differ would let two readers see two callers.
    string? ReadUsername(HttpRequest request, out bool isFormer)
    {
        isFormer = false;
        if (vendor.FormerUsername is not { } former)
            return OnlyHeader.Value(request, vendor.Username);

        isFormer = IsAbsent(request, vendor.Username);
        if (isFormer)
            return OnlyHeader.Value(request, former);

        var username = OnlyHeader.Value(request, vendor.Username);
        return IsAbsent(request, former) || OnlyHeader.Value(request, former) == username ? username : null;
    }

    // One that is sent empty says nothing.
    static bool IsAbsent(HttpRequest request, string header) => request.Headers[header] is [] or [null or ""];
}
