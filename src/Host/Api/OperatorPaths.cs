using Periksa.Operators;
using Periksa.Operators.Accounts;
using Periksa.Operators.Keys;

namespace Periksa.Host.Api;

/// <summary>Who may come into the console: <c>/v1/operators</c>.</summary>
static class OperatorPaths
{
    public static void Map(ApiPaths paths)
    {
        paths.Get("/operators", List, Scopes.Admin).Shows<Page<OperatorEntry>>("Lists who may come into the console.");
        paths.Post("/operators", Invite, Scopes.Admin).Takes<NewOperator>(
            """{"name":"ayu@example.com","role":"operator"}""").Shows<IssuedInvitation>(
            "Invites somebody, by a link that is in this answer and nowhere else.", StatusCodes.Status201Created);
        paths.Post("/operators/{name}/role", SetRole, Scopes.Admin).Takes<RoleWish>(
            """{"role":"viewer","reason":"on leave"}""").Shows<OperatorEntry>(
            "Gives somebody another role, at once, also where they are signed in.");
        paths.Post("/operators/{name}/end", End, Scopes.Admin).Takes<PlainWish>().Shows<OperatorEntry>(
            "Has somebody come in no more, and ends their sessions on any host.");
        paths.Get("/operators/{name}/sessions", Sessions, Scopes.Admin).Shows<Page<OperatorSessionEntry>>(
            "Lists where somebody is and was signed in, in the last days.");
        paths.Post("/operators/sessions/{id}/end", EndSession, Scopes.Admin).Takes<PlainWish>()
            .Shows<OperatorSessionEntry>("Ends a session on any host.");
    }

    static async Task<IResult> List(
        OperatorAdministration operators, string? cursor, string? limit, CancellationToken cancel) =>
        Answer.Of(
            await operators.List(cursor, ApiCall.Limit(limit), cancel), OperatorsJson.Plain.PageOperatorEntry);

    static async Task<IResult> Invite(HttpContext http, OperatorAdministration operators, IConfiguration settings)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.NewOperator);
        return Answer.Of(
            await operators.Invite(call.Actor, wish.Name ?? "", wish.Role ?? "", wish.Reason),
            invited => Answer.Of(
                ConsoleAddress.Complete(invited, settings), OperatorsJson.Plain.IssuedInvitation,
                StatusCodes.Status201Created).AsSecret());
    }

    static async Task<IResult> SetRole(HttpContext http, OperatorAdministration operators, string name)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.RoleWish);
        return Answer.Of(
            await operators.SetRole(call.Actor, name, wish.Role ?? "", wish.Reason),
            changed => Answer.Of(changed, OperatorsJson.Plain.OperatorEntry));
    }

    static async Task<IResult> End(HttpContext http, OperatorAdministration operators, string name)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await operators.End(call.Actor, name, call.Read(ApiJson.Plain.PlainWish).Reason ?? ""),
            ended => Answer.Of(ended, OperatorsJson.Plain.OperatorEntry));
    }

    static async Task<IResult> Sessions(OperatorAdministration operators, string name, CancellationToken cancel) =>
        Answer.Of(
            await operators.Sessions(name, cancel),
            sessions => Answer.Of(sessions, OperatorsJson.Plain.PageOperatorSessionEntry));

    static async Task<IResult> EndSession(HttpContext http, OperatorAdministration operators, string id)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await operators.EndSession(call.Actor, id, call.Read(ApiJson.Plain.PlainWish).Reason),
            ended => Answer.Of(ended, OperatorsJson.Plain.OperatorSessionEntry));
    }
}
