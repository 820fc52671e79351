using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Dialects.IpgBiller.Import;

namespace Periksa.Dialects.IpgBiller;

/// <summary>The room's door: one bill, many bills, and what was paid for them.</summary>
public static class IpgBillerEndpoints
{
    public static void MapIpgBiller(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var auth = ActivatorUtilities.CreateInstance<Auth>(services);
        var newId = services.GetService<NewId>() ?? Guid.NewGuid;   // tests bring one of their own
        var bills = ActivatorUtilities.CreateInstance<BillDesk>(services, auth, newId);
        var imports = ActivatorUtilities.CreateInstance<ImportDesk>(services, auth, newId);
        var door = ActivatorUtilities.CreateInstance<StampedDoor>(
            services, routes.MapGroup("/api/v2/gw/bill").WithTags("IpgBiller"));

        door.Serve("/", (HttpMethods.Post, bills.Make), (HttpMethods.Get, bills.List));
        door.Serve("/import", (HttpMethods.Post, imports.Import));
        door.Serve($"/{{{BillDesk.Hash}}}", (HttpMethods.Get, bills.Find), (HttpMethods.Delete, bills.Revoke));
        door.Serve($"/{{{BillDesk.Hash}}}/payment", (HttpMethods.Get, bills.ListPayments));
        door.ServeNothingElse();
    }
}
