using Periksa.Operators;
using Periksa.Operators.Departures;

namespace Periksa.Host.Api;

/// <summary>Where requests depart from their contracts: <c>/v1/laxities</c> and
/// <c>/v1/refused-signatures</c>.</summary>
static class DeparturePaths
{
    public static void Map(ApiPaths paths)
    {
        paths.Get("/laxities", Laxities).Shows<Page<LaxityEntry>>(
            "Lists what contracts, taken to the letter, would have refused: look before you make a partner strict.");
        paths.Get("/refused-signatures", Signatures).Shows<Page<RefusedSignatureEntry>>(
            "Lists signatures that were refused, the newest first, and the known mistake that explains each.");
    }

    static async Task<IResult> Laxities(
        DepartureSearch search, string? partner, string? cursor, string? limit, CancellationToken cancel) =>
        Answer.Of(
            await search.Laxities(partner, cursor, ApiCall.Limit(limit), cancel),
            page => Answer.Of(page, OperatorsJson.Plain.PageLaxityEntry));

    static async Task<IResult> Signatures(
        DepartureSearch search, string? partner, string? dialect, string? cursor, string? limit,
        CancellationToken cancel) =>
        Answer.Of(
            await search.Signatures(partner, dialect, cursor, ApiCall.Limit(limit), cancel),
            page => Answer.Of(page, OperatorsJson.Plain.PageRefusedSignatureEntry));
}
