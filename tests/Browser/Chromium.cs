using System.Reflection;
using Microsoft.Playwright;

namespace Periksa.Browser.Tests;

/// <summary>The system's own Chromium, one for all tests of a run, started when first needed and closed after the
/// last test. Nothing is downloaded for it: Playwright drives what is here.</summary>
public sealed class Chromium : IAsyncDisposable
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    static readonly Lazy<Task<Running>> Shared = new(Start);

    /// <summary>The browser, in which each visitor has a profile of their own.</summary>
    public static async Task<IBrowser> Browser() => (await Shared.Value).Browser;

    public async ValueTask DisposeAsync()
    {
        if (Shared is not { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            return;

        var (playwright, browser) = await Shared.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    static async Task<Running> Start()
    {
        // Where the driver lies; without it, Playwright looks beside the tests.
        var driver = typeof(Chromium).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Driver").Value;
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", driver);

        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Find(),
            Headless = true,
            // Its sandbox is not to be had by root; and it does not look for updates, or anybody else, on its own.
            ChromiumSandbox = !Environment.IsPrivilegedProcess,
            Args = ["--disable-background-networking", "--disable-component-update", "--disable-gpu"],
        });
        return new(playwright, browser);
    }

    static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin")
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("chromium is not here: scripts/test.sh installs it where it can.");

    sealed record Running(IPlaywright Playwright, IBrowser Browser);
}
