using Periksa.Operators;
using Periksa.Operators.Audit;

namespace Periksa.Host.Pages.Audit;

/// <summary>Who did what.</summary>
static class AuditPages
{
    const int Shown = 100;

    public static void Map(ConsolePaths paths) => paths.Get("/audit", List);

    static async Task<IResult> List(
        HttpContext http, AuditTrail audit, CancellationToken cancel) =>
        Page.Of<AuditList, Page<AuditEntry>>(
            http,
            nameof(AuditList.Found),
            await audit.List(
                Asked.Of(http, "subject"),
                WibTime.Read(Asked.Of(http, "since")),
                Asked.Of(http, "cursor"),
                Shown,
                cancel));
}
