using Periksa.Operators;
using Periksa.Operators.Accounts;
using Periksa.Operators.Keys;

namespace Periksa.Host.Pages.SignIn;

/// <summary>Where somebody is signed in themselves.</summary>
static class AccountPages
{
    public static void Map(ConsolePaths paths)
    {
        paths.Get("/account", Show, Scopes.None);
        paths.Post("/account/sessions/{id}/end", End, Scopes.None);
        paths.Post("/account/end-others", EndOthers, Scopes.None);
    }

    static async Task<IResult> Show(HttpContext http, OperatorAdministration operators, CancellationToken cancel) =>
        ConsoleCall.Of(http).Operator is { } who
            ? Page.Of<AccountPage, Page<OperatorSessionEntry>>(
                http, nameof(AccountPage.Sessions), await operators.Sessions(who.Name, cancel))
            : Page.NotFound(http);

    static async Task<IResult> End(HttpContext http, OperatorSessions sessions, string id) =>
        ConsoleCall.Of(http) is { Operator: { } who, Actor.From: var address } && Guid.TryParse(id, out var session)
            ? Page.Done(http, await sessions.End(who, address, session), "account")
            : Page.NotFound(http);

    static async Task<IResult> EndOthers(HttpContext http, OperatorSessions sessions)
    {
        if (ConsoleCall.Of(http) is not { Operator: { } who, Actor.From: var address })
            return Page.NotFound(http);

        await sessions.EndOthers(who, address);
        return Page.Back(http, "account", "done");
    }
}
