using System.Globalization;
using Periksa.Operators.Disbursements;

namespace Periksa.Host.Pages.Disbursements;

/// <summary>What banks say against the ends of disbursements.</summary>
static class RemarkPages
{
    /// <summary>Below <c>/console</c>.</summary>
    public const string Path = "disbursements/remarks";

    public static void Map(ConsolePaths paths)
    {
        paths.Get("/disbursements/remarks", List);
        paths.Post("/disbursements/remarks/{id}/settle", Settle);
        paths.Post("/disbursements/remarks/{id}/refund", Refund);
    }

    static async Task<IResult> List(HttpContext http, RemarkAdministration remarks, CancellationToken cancel) =>
        Page.Of<RemarkList>(http, new() { [nameof(RemarkList.All)] = (await remarks.List(cancel)).Data });

    static async Task<IResult> Settle(HttpContext http, RemarkAdministration remarks, string id) =>
        Number(id) is { } number
            ? await SentForm.Do(http, Path, form => remarks.Settle(form.Actor, number, form.Reason ?? ""))
            : Page.NotFound(http);

    static async Task<IResult> Refund(
        HttpContext http, RemarkAdministration remarks, DisbursementAdministration disbursements, string id) =>
        Number(id) is { } number
            ? await SentForm.Do(
                http, Path, form => remarks.Refund(form.Actor, disbursements, number, form.Reason ?? ""))
            : Page.NotFound(http);

    static long? Number(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
