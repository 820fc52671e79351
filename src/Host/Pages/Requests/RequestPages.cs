using Periksa.Wire.Http;

namespace Periksa.Host.Pages.Requests;

/// <summary>What callers sent and heard: all of it in a sandbox, a sample of refusals elsewhere.</summary>
static class RequestPages
{
    const int Shown = 100;

    public static void Map(ConsolePaths paths) => paths.Get("/requests", Show);

    // What a sandbox keeps is this host's alone, and so is the sample.
    static IResult Show(HttpContext http, RefusedRequests refused, string? partner, string? only)
    {
        var recent = http.RequestServices.GetService<RecentRequests>();
        return Page.Of<RequestsPage>(http, new()
        {
            [nameof(RequestsPage.Recent)] = recent?.Of(string.IsNullOrWhiteSpace(partner) ? null : partner)
                .Where(one => only != "refused" || one.Code is not null).Take(Shown).ToArray(),
            [nameof(RequestsPage.Refused)] = recent is not null ? [] : (ShownRefusal[])
            [
                .. refused.Recent.Where(one => string.IsNullOrWhiteSpace(partner) || one.Partner == partner)
                    .Take(Shown),
            ],
        });
    }
}
