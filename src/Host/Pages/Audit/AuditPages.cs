using Periksa.Operators;
using Periksa.Operators.Audit;

namespace Periksa.Host.Pages.Audit;

/// <summary>Who did what.</summary>
static class AuditPages
{
    const int Shown = 100;

    public static void Map(ConsolePaths paths) => paths.Get("/audit", List);

    static async Task<IResult> List(
        HttpContext http, AuditTrail audit, string? subject, string? since, string? cursor, CancellationToken cancel) =>
        Page.Of<AuditList, Page<AuditEntry>>(
            http,
            nameof(AuditList.Found),
            await audit.List(
                string.IsNullOrWhiteSpace(subject) ? null : subject.Trim(),
                WibTime.Read(since),
                string.IsNullOrEmpty(cursor) ? null : cursor,
                Shown,
                cancel));
}
