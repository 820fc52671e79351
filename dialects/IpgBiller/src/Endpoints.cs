using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Dialects.IpgBiller.Import;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgBiller;

/// <summary>The dialect's paths: one bill, many bills, and what was paid for them.</summary>
public static class IpgBillerEndpoints
{
    public static void MapIpgBiller(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var auth = ActivatorUtilities.CreateInstance<Auth>(services);
        var newId = services.GetService<NewId>() ?? Guid.NewGuid;   // tests bring one of their own
        var bills = ActivatorUtilities.CreateInstance<BillEndpoint>(services, auth, newId);
        var imports = ActivatorUtilities.CreateInstance<ImportEndpoint>(services, auth, newId);
        var clock = services.GetRequiredService<TimeProvider>();
        var group = routes.MapGroup("/api/v2/gw/bill").OfDialect(Auth.Dialect, "IPG biller");
        var served = new DialectRoutes(group, () => Say(Codes.Failure));

        served.Serve("/", RefuseMethod, (HttpMethods.Post, bills.Make), (HttpMethods.Get, bills.List));
        served.Serve("/import", RefuseMethod, (HttpMethods.Post, imports.Import));
        served.Serve(
            $"/{{{BillEndpoint.Hash}}}", RefuseMethod,
            (HttpMethods.Get, bills.Find), (HttpMethods.Delete, bills.Revoke));
        served.Serve($"/{{{BillEndpoint.Hash}}}/payment", RefuseMethod, (HttpMethods.Get, bills.ListPayments));
        served.Elsewhere(() => Say(Codes.PathNotFound));

        var days = routes.MapGroup("/api/v2/gw/payment").OfDialect(Auth.Dialect, "IPG biller");
        var payments = new DialectRoutes(days, () => Say(Codes.Failure));
        payments.Serve("/", RefuseMethod, (HttpMethods.Get, bills.ListPaymentsOfDay));
        payments.Elsewhere(() => Say(Codes.PathNotFound));

        JsonReply RefuseMethod(int status) => Say(Codes.MethodNotAllowed);

        // Every reply says when it was given.
        JsonReply Say(Code code) => Replies.Of(code, clock.GetUtcNow());
    }
}
