using Periksa.Inquiries.Routing;
using Periksa.Operators;
using Periksa.Operators.Routes;

namespace Periksa.Host.Pages.Routes;

/// <summary>Who is asked about which bank: how each does, what is taken out, and what would be done now.</summary>
static class RoutePages
{
    /// <param name="isSandbox">True where the sandbox's bank answers for whoever has no route.</param>
    public static void Map(ConsolePaths paths, bool isSandbox)
    {
        paths.Get("/routes", (
            HttpContext http, RouteTable table, RouteChoice choice, RouteHealth health, RouteAdministration routes,
            string? bank, CancellationToken cancel) =>
            Show(http, table, choice, health, routes, isSandbox, bank, cancel));
        paths.Post("/routes/cordon", Cordon);
        paths.Post("/routes/uncordon", Uncordon);
    }

    static async Task<IResult> Show(
        HttpContext http, RouteTable table, RouteChoice choice, RouteHealth health, RouteAdministration routes,
        bool isSandbox, string? bank, CancellationToken cancel)
    {
        var asked = bank is { Length: > 0 } code ? BankList.Published.Find(code) : null;
        return Page.Of<RoutesPage>(http, new()
        {
            [nameof(RoutesPage.Table)] = table,
            [nameof(RoutesPage.Weather)] = health.All,
            [nameof(RoutesPage.Cordons)] = (await routes.List(cancel)).Data,
            [nameof(RoutesPage.Bank)] = asked,
            [nameof(RoutesPage.Foreseen)] = asked is null ? null : choice.Foresee(new(asked.Code, "0000000000")),
            [nameof(RoutesPage.IsSandbox)] = isSandbox,
            [nameof(RoutesPage.IsUnknown)] = bank is { Length: > 0 } && asked is null,
        });
    }

    static async Task<IResult> Cordon(HttpContext http, RouteTable table, RouteAdministration routes)
    {
        var form = http.Request.Form;
        var route = form["route"].ToString();
        if (table.All.All(one => one.Name.Value != route))
            return Page.Refused(http, Refusal.NotFound("No route is called so."));

        var hours = Text(form["hours"]);
        string[] days = [.. form["days"].OfType<string>()];
        return Page.Done(
            http,
            await routes.Cordon(
                ConsoleCall.Of(http).Actor,
                route,
                new()
                {
                    Bank = Text(form["bank"]),
                    Until = WibTime.Read(form["until"]),
                    Hours = hours,
                    Days = hours is null || days.Length == 0 ? null : days,
                },
                form["reason"].ToString()),
            "routes");
    }

    static async Task<IResult> Uncordon(HttpContext http, RouteAdministration routes)
    {
        var form = http.Request.Form;
        return Page.Done(
            http,
            await routes.Uncordon(
                ConsoleCall.Of(http).Actor, form["route"].ToString(), Text(form["bank"]), form["reason"].ToString()),
            "routes");
    }

    static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
