using Periksa.Operators;
using Periksa.Operators.Keys;
using Periksa.Operators.SigningKeys;

namespace Periksa.Host.Api;

/// <summary>What signs callers' access tokens: <c>/v1/tokenkeys</c>.</summary>
static class TokenKeyPaths
{
    public static void Map(ApiPaths paths)
    {
        paths.Get("/tokenkeys", List, Scopes.Admin).Shows<Page<TokenKeyEntry>>(
            "Lists the keys that sign access tokens, without the keys, the youngest first.");
        paths.Post("/tokenkeys/{id}/end", End, Scopes.Admin).Takes<PlainWish>(
            """{"reason":"was in a backup that got out"}""").Shows<TokenKeyEntry>(
            "Makes all tokens that a key has signed worthless, on every host within a second. Takes a reason.");
    }

    static async Task<IResult> List(TokenKeyAdministration keys, CancellationToken cancel) =>
        Answer.Of(await keys.List(cancel), OperatorsJson.Plain.PageTokenKeyEntry);

    static async Task<IResult> End(HttpContext http, TokenKeyAdministration keys, string id)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await keys.End(call.Actor, id, call.ReadReason() ?? ""),
            ended => Answer.Of(ended, OperatorsJson.Plain.TokenKeyEntry));
    }
}
