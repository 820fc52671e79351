using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgChannel;

/// <summary>The room's door, in the order of the vendor's pages.</summary>
public static class IpgChannelEndpoints
{
    public static void MapIpgChannel(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var clock = services.GetRequiredService<TimeProvider>();
        var lastResort = ActivatorUtilities.CreateInstance<LastResort>(services);
        var auth = ActivatorUtilities.CreateInstance<Auth>(services);
        var inquiries = ActivatorUtilities.CreateInstance<InquiryDesk>(services, auth);
        var payments = ActivatorUtilities.CreateInstance<PaymentDesk>(services, auth);
        var reversals = ActivatorUtilities.CreateInstance<ReversalDesk>(services, auth);

        var room = routes.MapGroup("/api/v2/ch").WithTags("IPG bank channel");
        var door = new Door(room, Replies.Of(Codes.Failed, clock.GetUtcNow()));

        Serve("/inquiry", inquiries.Inquire);
        Serve("/payment", payments.Pay);
        Serve("/reversal", reversals.Reverse);

        // Not the door's own way to say so: it would say for ever what time it was when the host started.
        room.Map("/{**elsewhere}", http => Replies.Of(Codes.NotFound, clock.GetUtcNow()).Write(http.Response));

        void Serve(string path, Func<HttpContext, Task<JsonReply>> serve) => door.Serve(
            path,
            _ => Replies.Of(Codes.MethodNotAllowed, clock.GetUtcNow()),
            (HttpMethods.Post, lastResort.Behind(serve)));
    }
}
