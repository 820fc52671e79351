using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IFortepay;

/// <summary>The room's door: first the token, then what it is good for.</summary>
public static class IFortepayEndpoints
{
    public static void MapIFortepay(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var explanations = ActivatorUtilities.CreateInstance<Explanations>(services);
        var auth = ActivatorUtilities.CreateInstance<Auth>(services, explanations);
        var tokens = ActivatorUtilities.CreateInstance<TokenDesk>(services, auth);
        var inquiries = ActivatorUtilities.CreateInstance<InquiryDesk>(services, auth);

        var room = routes.MapGroup("/api/v1.0").OfDialect(Auth.Dialect, "iFortepay");
        var stamp = Stamp(services.GetRequiredService<TimeProvider>());
        var token = new Door(room, () => Replies.Of(TokenCodes.GeneralError), stamp);
        var inquiry = new Door(room, () => Replies.Of(Codes.GeneralError), stamp);

        token.Serve(
            "/access-token/b2b",
            _ => Replies.Of(TokenCodes.MethodNotAllowed),
            (HttpMethods.Post, tokens.Issue));
        inquiry.Serve(
            "/account-inquiry-external",
            _ => Replies.Of(Codes.MethodNotAllowed),
            (HttpMethods.Post, inquiries.Inquire));
        inquiry.Elsewhere(() => Replies.Of(Codes.NotFound));
    }

    static Action<HttpResponse> Stamp(TimeProvider clock) => response =>
        response.Headers[Headers.Timestamp] = Headers.Write(clock.GetUtcNow());
}
