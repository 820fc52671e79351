using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.Paydia;

/// <summary>The room's door: first the token, then what it is good for.</summary>
public static class PaydiaEndpoints
{
    public static void MapPaydia(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var explanations = ActivatorUtilities.CreateInstance<Explanations>(services);
        var auth = ActivatorUtilities.CreateInstance<Auth>(services, explanations);
        var tokens = ActivatorUtilities.CreateInstance<TokenDesk>(services, auth);
        var inquiries = ActivatorUtilities.CreateInstance<InquiryDesk>(services, auth);

        var room = routes.MapGroup("/snap/v1.0").OfDialect(Auth.Dialect, "Paydia");
        var stamp = Stamp(services.GetRequiredService<TimeProvider>());
        var token = new Door(room, () => Replies.Of(TokenCodes.GeneralError), stamp);
        var inquiry = new Door(room, () => Replies.Of(Codes.BackendFailure), stamp);

        token.Serve(
            "/access-token/b2b",
            _ => Replies.Of(TokenCodes.MethodNotAllowed),
            (HttpMethods.Post, tokens.Issue));
        inquiry.Serve(
            "/emoney/bank-account-inquiry",
            _ => Replies.Of(Codes.MethodNotAllowed),
            (HttpMethods.Post, inquiries.Inquire));
        inquiry.Elsewhere(() => Replies.Of(Codes.NotFound));
    }

    // The contract fixes the length at 25 characters, so the offset is always written in full and nothing below the
    // second is.
    static Action<HttpResponse> Stamp(TimeProvider clock) => response =>
        response.Headers[Headers.Timestamp] =
            SnapTimestamp.Write(clock.GetUtcNow(), SnapTimestamp.Seconds, BusinessDay.Wib);
}
