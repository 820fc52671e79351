using Periksa.Operators;
using Periksa.Operators.Keys;

namespace Periksa.Host.Api;

/// <summary>Keys to this API: <c>/v1/apikeys</c>.</summary>
static class KeyPaths
{
    public static void Map(ApiPaths paths)
    {
        paths.Get("/apikeys", List, Scopes.Admin).Shows<Page<ApiKeyEntry>>("Lists keys, without the keys.");
        paths.Post("/apikeys", Issue, Scopes.Admin).Takes<NewApiKey>(
            """{"name":"dashboard","scopes":["read"],"expires":"90d"}""").Shows<IssuedApiKey>(
            "Issues a key, which is in this answer and nowhere else.", StatusCodes.Status201Created);
        paths.Post("/apikeys/{id}/revoke", Revoke, Scopes.Admin).Takes<PlainWish>().Shows<ApiKeyEntry>(
            "Has a key open nothing from now on, on any host.");
    }

    static async Task<IResult> List(
        ApiKeyAdministration keys, string? cursor, string? limit, CancellationToken cancel) =>
        Answer.Of(await keys.List(cursor, ApiCall.Limit(limit), cancel), OperatorsJson.Plain.PageApiKeyEntry);

    static async Task<IResult> Issue(HttpContext http, ApiKeyAdministration keys)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.NewApiKey);
        return Answer.Of(
            await keys.Issue(
                call.Actor, wish.Name ?? "", wish.Scopes ?? [],
                CredentialPaths.Span(wish.Expires, ApiKeyAdministration.LifetimeUsually), wish.Reason),
            issued => Answer.Of(issued, OperatorsJson.Plain.IssuedApiKey, StatusCodes.Status201Created).AsSecret());
    }

    static async Task<IResult> Revoke(HttpContext http, ApiKeyAdministration keys, string id)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await keys.Revoke(call.Actor, id, call.ReadReason()),
            revoked => Answer.Of(revoked, OperatorsJson.Plain.ApiKeyEntry));
    }
}
