using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgChannel;

/// <summary>The dialect's paths, in the order of the vendor's pages.</summary>
public static class IpgChannelEndpoints
{
    public static void MapIpgChannel(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var clock = services.GetRequiredService<TimeProvider>();
        var auth = ActivatorUtilities.CreateInstance<Auth>(services);
        var inquiries = ActivatorUtilities.CreateInstance<InquiryEndpoint>(services, auth);
        var payments = ActivatorUtilities.CreateInstance<PaymentEndpoint>(services, auth);
        var reversals = ActivatorUtilities.CreateInstance<ReversalEndpoint>(services, auth);

        var group = routes.MapGroup("/api/v2/ch").OfDialect(Auth.Dialect, "IPG bank channel");
        var served = new DialectRoutes(group, () => Say(Codes.Failed));

        served.Serve("/inquiry", RefuseMethod, (HttpMethods.Post, inquiries.Inquire));
        served.Serve("/payment", RefuseMethod, (HttpMethods.Post, payments.Pay));
        served.Serve("/reversal", RefuseMethod, (HttpMethods.Post, reversals.Reverse));
        served.Elsewhere(() => Say(Codes.NotFound));

        JsonReply RefuseMethod(int status) => Say(Codes.MethodNotAllowed);

        // Every reply says when it was given.
        JsonReply Say(Code code) => Replies.Of(code, clock.GetUtcNow());
    }
}
