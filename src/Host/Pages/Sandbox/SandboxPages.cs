using Periksa.Host.Pages.Assets;
using Periksa.Host.Pages.Lab;
using Periksa.Host.Pages.Parts;
using Periksa.Sandbox;
using Periksa.Sandbox.Store;
using Periksa.Wire.Http;

namespace Periksa.Host.Pages.Sandbox;

/// <summary>A sandbox's own pages, on the callers' address: what it serves, what it was asked, and its clock. For this
/// machine's own browsers.</summary>
/// <remarks>Its controls under <c>/sandbox</c> take nothing from a browser, since any page may send there; these forms
/// carry a token.</remarks>
static class SandboxPages
{
    /// <summary>Where its forms and files are.</summary>
    public const string Prefix = "/page";

    const int Shown = 20;

    public static void Map(WebApplication app)
    {
        var local = new LocalFilter();
        AssetFiles.Map(app.MapGroup(Prefix).AddEndpointFilter(local));
        var paths = new ConsolePaths(
            app.MapGroup("").WithMetadata(new OfSandbox()), local, app.Services.GetRequiredService<ConsoleGuard>());
        IReadOnlyList<PageTable>? tables = null;   // the same for as long as this host runs, and long to find out
        paths.Get("/", (
            HttpContext http, SandboxWorld world, SandboxTime time, RecentRequests recent, SandboxInbox inbox,
            OperatorListener operators, CancellationToken cancel) =>
            Show(
                tables ??= WorldTables.Of(world, ServedPaths.Of(app), one => Numbers.Rupiah(one.Minor)),
                http, time, recent, inbox, operators, cancel));
        paths.Post($"{Prefix}/clock/advance", Advance);
        paths.Post($"{Prefix}/clock/return", async (HttpContext http, SandboxTime time, CancellationToken cancel) =>
            Say(http, await time.Return(cancel)));
        paths.Post($"{Prefix}/reset", async (HttpContext http, SandboxTime time, CancellationToken cancel) =>
        {
            await time.Reset(cancel);
            return Say(http, null);
        });
        LabPages.Map(paths);
        LookPages.Map(paths, Prefix);
    }

    static async Task<IResult> Show(
        IReadOnlyList<PageTable> tables, HttpContext http, SandboxTime time, RecentRequests recent, SandboxInbox inbox,
        OperatorListener operators, CancellationToken cancel)
    {
        var (now, ahead) = time.Now;
        return Page.Of<SandboxPage>(http, new()
        {
            [nameof(SandboxPage.Tables)] = tables,
            [nameof(SandboxPage.Now)] = now,
            [nameof(SandboxPage.Ahead)] = ahead,
            [nameof(SandboxPage.Recent)] = recent.Of(partner: null).Take(Shown).ToArray(),
            [nameof(SandboxPage.Inbox)] = await inbox.Latest(Shown, cancel),
            [nameof(SandboxPage.Url)] = $"{http.Request.Scheme}://{http.Request.Host}",   // one of this machine's names
            [nameof(SandboxPage.HasConsole)] = !operators.IsApart,
        });
    }

    static async Task<IResult> Advance(HttpContext http, SandboxTime time, CancellationToken cancel) => Say(
        http,
        long.TryParse(Asked.Of(http, "seconds"), out var seconds)
            ? await time.Advance(seconds, cancel)
            : await time.Advance(0, cancel));

    static IResult Say(HttpContext http, string? refusal) => refusal is null
        ? Page.Back(http, "", "done")
        : Page.Refused(http, Operators.Refusal.Conflict(refusal));
}

/// <summary>Lets in whoever uses this machine; to everybody else there is nothing.</summary>
sealed class LocalFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        if (LocalCaller.IsDirect(call.HttpContext))
            return await next(call);

        await ServedPaths.Hide(call.HttpContext);
        return Results.Empty;
    }
}
