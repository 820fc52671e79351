using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Periksa.EndToEnd.Tests;

/// <summary>Hosts in production whose operators may sign in by a provider.</summary>
public sealed partial class OpenIdHosts : IAsyncLifetime, IAsyncDisposable
{
    ConsoleHosts _hosts = null!;
    int _visitors;

    internal ScriptedOpenId Provider { get; private set; } = null!;

    internal HostProcess First => _hosts.First;

    internal HostProcess Second => _hosts.Second;

    internal string Database => _hosts.Database;

    public async ValueTask InitializeAsync()
    {
        Provider = await ScriptedOpenId.Open();
        _hosts = new() { More = [.. Provider.Settings, ("Periksa__Proxies__0", "127.0.0.0/8")] };
        await _hosts.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _hosts.DisposeAsync();
        await Provider.DisposeAsync();
    }

    internal Task<(string Link, string Name)> Invite(string role) => _hosts.Invite(role);

    internal Task<string> Invite(string name, string role) => _hosts.Invite(name, role);

    internal Task<JsonElement> Do(params string[] arguments) => _hosts.Do(arguments);

    /// <summary>A browser at an address of its own: addresses wait after too many tries.</summary>
    internal Browser Come(HostProcess? host = null)
    {
        var number = Interlocked.Increment(ref _visitors);
        var browser = new Browser(host ?? First);
        browser.Headers["X-Forwarded-For"] = $"198.51.{number / 200}.{number % 200}";
        return browser;
    }

    /// <summary>Somebody whom the provider knows, and who has an account.</summary>
    /// <returns>What the provider calls them, and their name here.</returns>
    internal async Task<(string Subject, string Name)> Join(Browser browser, string role = "viewer")
    {
        var (subject, (link, name)) = ($"s{Guid.NewGuid():n}", await Invite(role));
        Assert.Equal("/console/", (await TakeUp(browser, link, subject)).Is(HttpStatusCode.SeeOther).Location);
        return (subject, name);
    }

    internal static async Task<Shown> TakeUp(Browser browser, string link, string subject)
    {
        var page = Page(link);
        return await browser.Get(await Leave(browser, page, $"{page}/openid", subject));
    }

    internal static async Task<Shown> SignIn(Browser browser, string subject, string back = "") =>
        await browser.Get(await Leave(browser, "sign-in", "sign-in/openid", subject, back));

    /// <summary>Sends the form that begins it, and goes to the provider.</summary>
    /// <returns>Where the provider sends the browser, below <c>/console/</c>.</returns>
    internal static async Task<string> Leave(
        Browser browser, string page, string action, string subject, string back = "")
    {
        var onward = (await browser.Submit(page, action, ("back", back))).Is(HttpStatusCode.OK);
        var callback = await ScriptedOpenId.Visit(onward.Match(Onward), subject);
        return callback.PathAndQuery[(callback.PathAndQuery.IndexOf("/console/", StringComparison.Ordinal) + 9)..];
    }

    internal static string Page(string link) => new Uri(link).AbsolutePath["/console/".Length..];

    /// <summary>How an operator stands, as the verb tells.</summary>
    internal async Task<JsonElement> Look(string name)
    {
        var listed = await Do("operator", "list", "--limit", "200");
        return listed.GetProperty("data").EnumerateArray().Single(one => one.Text("name") == name);
    }

    internal Task<long> CountSessions() => Count.Ask<long>(Database, "select count(*) from operator_sessions");

    [GeneratedRegex("<a href=\"(http[^\"]+)\"")]
    private static partial Regex Onward { get; }
}
