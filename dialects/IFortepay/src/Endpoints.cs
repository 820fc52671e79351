using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

/// <summary>The room's door: the token first, then what it is good for.</summary>
public static class IFortepayEndpoints
{
    // Written once each: the codes are few, and so are the fields they name.
    static readonly ConcurrentDictionary<SnapCode, JsonReply> Refusals = [];

    public static void MapIFortepay(this IEndpointRouteBuilder routes)
    {
        var clock = routes.ServiceProvider.GetRequiredService<TimeProvider>();
        var auth = ActivatorUtilities.CreateInstance<Auth>(routes.ServiceProvider);
        var tokens = ActivatorUtilities.CreateInstance<TokenDesk>(routes.ServiceProvider, auth);
        var inquiries = ActivatorUtilities.CreateInstance<InquiryDesk>(routes.ServiceProvider, auth);
        var room = routes.MapGroup("/api/v1.0").WithTags("iFortepay");

        new Door(room, Say(TokenCodes.GeneralError), Stamp).Serve(
            "/access-token/b2b", _ => Say(TokenCodes.MethodNotAllowed), (HttpMethods.Post, tokens.Issue));

        var door = new Door(room, Say(Codes.GeneralError), Stamp);
        door.Serve(
            "/account-inquiry-external", _ => Say(Codes.MethodNotAllowed), (HttpMethods.Post, inquiries.Inquire));
        door.Elsewhere(Say(Codes.PathNotFound));

        void Stamp(HttpResponse response) => response.Headers[Headers.Timestamp] = Headers.Write(clock.GetUtcNow());
    }

    /// <summary>A refusal: its code, its text, and nothing else.</summary>
    internal static JsonReply Say(SnapCode code) => Refusals.GetOrAdd(code, static said => JsonReply.Of(
        said.Http, new RefusalReply(said.Value, said.Message), IFortepayJson.Exact.RefusalReply));
}
