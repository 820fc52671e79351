using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Dialects.Ipg.Biller;
using Periksa.Dialects.Ipg.Biller.Import;
using Periksa.Partners;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg;

/// <summary>IPG as billers speak it, with webhooks.</summary>
public sealed class IpgBillerDialect : IDialect, IHasCredentials
{
    static readonly Side Side = new(Billers.Dialect, "IPG biller")
    {
        PathNotFound = Codes.PathNotFound,
        MethodNotAllowed = Codes.MethodNotAllowed,
        JsonOnly = Codes.JsonOnly,
        BodyTooLarge = Codes.BodyTooLarge,
        CallerUnknown = Codes.Unauthorized,
        AddressNotRegistered = Codes.Unauthorized,   // of a stranger, what is wrong is not said
        BodyMalformed = Codes.NoJson,
        Failed = Codes.Failure,
    };

    public string Name => Billers.Dialect;

    public CredentialShape Credentials { get; } = new(SharedSecret.ShownAndSigningKey, "@-%%%%%%");

    public Type Callbacks => typeof(IpgBillerCallbacks);

    public void Map(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var newId = services.GetService<NewId>() ?? Guid.NewGuid;   // tests bring one of their own
        var biller = Reception.Of<Billers>(Side, services);
        var bills = ActivatorUtilities.CreateInstance<BillEndpoint>(services, newId);
        var imports = ActivatorUtilities.CreateInstance<ImportEndpoint>(services, newId);

        biller.Serve(
            routes,
            "/api/v2/gw/bill",
            ("/", HttpMethods.Post, biller.Reading(IpgJson.Exact.BillRequest, AsksAbout.Own, bills.Make)),
            ("/", HttpMethods.Get, biller.Hearing(bills.List)),
            ("/import", HttpMethods.Post, biller.Hearing(imports.Import, Csv.Refuse)),
            ($"/{{{BillEndpoint.Hash}}}", HttpMethods.Get, biller.Hearing(bills.Find)),
            ($"/{{{BillEndpoint.Hash}}}", HttpMethods.Delete, biller.Hearing(bills.Revoke)),
            ($"/{{{BillEndpoint.Hash}}}/payment", HttpMethods.Get, biller.Hearing(bills.ListPayments)));

        biller.Serve(
            routes, "/api/v2/gw/payment", ("/", HttpMethods.Get, biller.Hearing(bills.ListPaymentsOfDay)));
    }
}
