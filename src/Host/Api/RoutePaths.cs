using Periksa.Operators;
using Periksa.Operators.Routes;

namespace Periksa.Host.Api;

/// <summary>Routes to providers that are taken out: <c>/v1/routes</c>.</summary>
static class RoutePaths
{
    public static void Map(ApiPaths paths)
    {
        paths.Get("/routes", List).Shows<Page<CordonEntry>>("Lists what closes routes.");
        paths.Post("/routes/{name}/cordon", Cordon).Takes<CordonWish>(
            """{"reason":"BCA sleeps","bank":"014","hours":"23:00-01:00","days":["Sat","Sun"]}""").Shows<CordonEntry>(
            "Has a route not be asked, on any host within a second: at once, or in hours that come again every week.");
        paths.Post("/routes/{name}/uncordon", Uncordon).Takes<UncordonWish>().Shows<UncordonedEntry>(
            "Takes back what closes a route.");
    }

    static async Task<IResult> List(RouteAdministration routes, CancellationToken cancel) =>
        Answer.Of(await routes.List(cancel), OperatorsJson.Plain.PageCordonEntry);

    static async Task<IResult> Cordon(
        HttpContext http, RouteAdministration routes, IConfiguration settings, string name)
    {
        // A name that is misspelt closes nothing unnoticed.
        var known = settings.GetSection("Periksa:Connectors").GetChildren().Select(one => one.Key).ToArray();
        if (known.Length > 0 && !known.Contains(name))
            return Answer.Of(Problem.NotFound($"No connector is called so: there are {string.Join(", ", known)}."));

        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.CordonWish);
        return Answer.Of(
            await routes.Cordon(
                call.Actor,
                name,
                new() { Bank = wish.Bank, Until = wish.Until, Hours = wish.Hours, Days = wish.Days },
                wish.Reason ?? ""),
            closed => Answer.Of(closed, OperatorsJson.Plain.CordonEntry));
    }

    static async Task<IResult> Uncordon(HttpContext http, RouteAdministration routes, string name)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.UncordonWish);
        return Answer.Of(
            await routes.Uncordon(call.Actor, name, wish.Bank, wish.Reason),
            opened => Answer.Of(opened, OperatorsJson.Plain.UncordonedEntry));
    }
}
