using Periksa.Operators.Accounts;
using Periksa.Operators.Keys;

namespace Periksa.Host.Pages.SignIn;

/// <summary>Who else may come in, for administrators.</summary>
static class OperatorPages
{
    const int Shown = 100;

    public static void Map(ConsolePaths paths)
    {
        paths.Get("/operators", List, Scopes.Admin);
        paths.Post("/operators", Invite, Scopes.Admin);
        paths.Get("/operators/{name}", Show, Scopes.Admin);
        paths.Post("/operators/{name}/role", SetRole, Scopes.Admin);
        paths.Post("/operators/{name}/end", End, Scopes.Admin);
        paths.Post("/operators/sessions/{id}/end", EndSession, Scopes.Admin);
    }

    static async Task<IResult> List(
        HttpContext http, OperatorAdministration operators, string? cursor, CancellationToken cancel) =>
        Page.Of<OperatorList>(
            http, new() { [nameof(OperatorList.Found)] = await operators.List(cursor, Shown, cancel) });

    // Not sent on to another page: the link is shown this once.
    static async Task<IResult> Invite(HttpContext http, OperatorAdministration operators, IConfiguration settings)
    {
        var form = http.Request.Form;
        var outcome = await operators.Invite(
            ConsoleCall.Of(http).Actor, form["name"].ToString(), form["role"].ToString(), Asked.Of(http, "reason"));
        return outcome.Done is { } invited
            ? Page.Of<InvitedPage>(
                http,
                new() { [nameof(InvitedPage.Invited)] = ConsoleAddress.Complete(invited, settings, Origin(http)) })
            : Page.Refused(http, outcome.Refusal!);
    }

    static async Task<IResult> Show(
        HttpContext http, OperatorAdministration operators, string name, CancellationToken cancel)
    {
        var outcome = await operators.Sessions(name, cancel);
        return outcome.Done is { } sessions
            ? Page.Of<OperatorDetail>(http, new()
            {
                [nameof(OperatorDetail.Name)] = name.Trim().ToLowerInvariant(),
                [nameof(OperatorDetail.Sessions)] = sessions.Data,
            })
            : Page.Refused(http, outcome.Refusal!);
    }

    static async Task<IResult> SetRole(HttpContext http, OperatorAdministration operators, string name) =>
        Page.Done(
            http,
            await operators.SetRole(
                ConsoleCall.Of(http).Actor, name, http.Request.Form["role"].ToString(), Asked.Of(http, "reason")),
            "operators");

    static async Task<IResult> End(HttpContext http, OperatorAdministration operators, string name) =>
        Page.Done(
            http,
            await operators.End(ConsoleCall.Of(http).Actor, name, http.Request.Form["reason"].ToString()),
            "operators");

    static async Task<IResult> EndSession(HttpContext http, OperatorAdministration operators, string id)
    {
        var outcome = await operators.EndSession(ConsoleCall.Of(http).Actor, id);
        return Page.Done(
            http, outcome, outcome.Done is { } ended ? $"operators/{Uri.EscapeDataString(ended.Operator)}" : "");
    }

    // As the browser itself says where its page is, behind whatever proxy; no page of another can have it say so.
    static string? Origin(HttpContext http) =>
        Uri.TryCreate(http.Request.Headers.Origin, UriKind.Absolute, out var origin)
        && origin.Scheme is "http" or "https"
            ? $"{origin.GetLeftPart(UriPartial.Authority)}{http.Request.PathBase}"
            : null;
}
