using Periksa.Operators;
using Periksa.Operators.Audit;

namespace Periksa.Host.Api;

/// <summary>Who changed what: <c>/v1/audit</c>.</summary>
static class AuditPaths
{
    public static void Map(ApiPaths paths) =>
        paths.Get("/audit", List).Shows<Page<AuditEntry>>("Lists what operators did, newest first.");

    static async Task<IResult> List(
        AuditTrail trail, string? subject, string? since, string? cursor, string? limit, CancellationToken cancel) =>
        Answer.Of(
            await trail.List(
                subject?.Replace("\0", "", StringComparison.Ordinal), ApiCall.Moment("since", since), cursor,
                ApiCall.Limit(limit), cancel),
            page => Answer.Of(page, OperatorsJson.Plain.PageAuditEntry));
}
