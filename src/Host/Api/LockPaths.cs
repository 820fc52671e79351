using Periksa.Operators;
using Periksa.Operators.Sessions;

namespace Periksa.Host.Api;

/// <summary>Who has locked what hosts write: <c>/v1/locks</c>.</summary>
static class LockPaths
{
    public static void Map(ApiPaths paths)
    {
        paths.Get("/locks", List).Shows<Page<SessionEntry>>(
            "Lists sessions on the database, none of them ours, that have locked something.");
        paths.Post("/locks/{pid}/end", End).Takes<PlainWish>(
            """{"reason":"an open psql; ayu knows"}""").Shows<SessionEntry>(
            "Ends a session: what it has not committed is undone. Takes a reason.");
    }

    static async Task<IResult> List(SessionAdministration sessions, CancellationToken cancel) =>
        Answer.Of(await sessions.List(cancel), OperatorsJson.Plain.PageSessionEntry);

    static async Task<IResult> End(HttpContext http, SessionAdministration sessions, string pid)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await sessions.End(call.Actor, ApiCall.Number("session", pid), call.ReadReason() ?? ""),
            ended => Answer.Of(ended, OperatorsJson.Plain.SessionEntry));
    }
}
