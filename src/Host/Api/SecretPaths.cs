using Periksa.Operators;
using Periksa.Operators.Keys;
using Periksa.Operators.Resealing;

namespace Periksa.Host.Api;

/// <summary>What lies sealed under master keys: <c>/v1/secrets</c>.</summary>
static class SecretPaths
{
    public static void Map(ApiPaths paths) =>
        paths.Post("/secrets/reseal", Reseal, Scopes.Admin).Takes<PlainWish>(
            """{"reason":"2026a was in a backup that got out"}""").Shows<ResealedEntry>(
            "Seals anew, with this host's master key, what lies under its former ones.");

    static async Task<IResult> Reseal(HttpContext http, SecretResealing secrets, CancellationToken cancel)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await secrets.Reseal(
                call.Actor, call.Read(ApiJson.Plain.PlainWish).Reason, static _ => Task.CompletedTask, cancel),
            done => Answer.Of(done, OperatorsJson.Plain.ResealedEntry));
    }
}
