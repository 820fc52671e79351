using Periksa.Operators;
using Periksa.Operators.Prefixes;

namespace Periksa.Host.Api;

/// <summary>Whose the first six digits of virtual accounts are: <c>/v1/prefixes</c>.</summary>
static class PrefixPaths
{
    public static void Map(ApiPaths paths)
    {
        paths.Get("/prefixes", List).Shows<Page<PrefixEntry>>("Lists prefixes in their order.");
        paths.Post("/prefixes/{prefix}/give", Give).Takes<PrefixWish>(
            """{"partner":"toko-maju","reason":"asked for by them, ticket 4711"}""").Shows<PrefixEntry>(
            "Gives a biller a prefix that is nobody's, however many it has.");
        paths.Post("/prefixes/{prefix}/take", Take).Takes<PlainWish>(
            """{"reason":"they have left"}""").Shows<TakenPrefix>(
            "Takes a prefix back, on which no bill can be paid: it is then whose next makes a bill on it.");
    }

    static async Task<IResult> List(
        PrefixAdministration prefixes, string? partner, string? cursor, string? limit, CancellationToken cancel) =>
        Answer.Of(
            await prefixes.List(partner, cursor, ApiCall.Limit(limit), cancel), OperatorsJson.Plain.PagePrefixEntry);

    static async Task<IResult> Give(HttpContext http, PrefixAdministration prefixes, string prefix)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.PrefixWish);
        return Answer.Of(
            await prefixes.Give(call.Actor, prefix, wish.Partner ?? "", wish.Reason),
            given => Answer.Of(given, OperatorsJson.Plain.PrefixEntry));
    }

    static async Task<IResult> Take(HttpContext http, PrefixAdministration prefixes, string prefix)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await prefixes.Take(call.Actor, prefix, call.ReadReason()),
            taken => Answer.Of(taken, OperatorsJson.Plain.TakenPrefix));
    }
}
