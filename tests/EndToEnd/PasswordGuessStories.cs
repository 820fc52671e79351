using System.Net;
using System.Text.RegularExpressions;

namespace Periksa.EndToEnd.Tests;

/// <summary>Whoever tries passwords at the console.</summary>
public sealed partial class PasswordGuessStories(ConsoleHosts hosts) : IClassFixture<ConsoleHosts>
{
    const string Password = ConsoleHosts.Password;

    [Fact]
    public async Task Passwords_are_not_guessed_on_two_hosts_either()
    {
        using var browser = new Browser(hosts.First);
        using var elsewhere = new Browser(hosts.Second);
        var (link, name) = await hosts.Invite("viewer");
        var secret = await browser.TakeUp(link, Password);

        var said = new HashSet<string>();
        for (var i = 0; i < 5; i++)
        {
            var wrong = await (i % 2 == 0 ? browser : elsewhere).SignIn(name, $"wrong {i}", "123456");
            said.Add(Alert(wrong.Is(HttpStatusCode.BadRequest)));
        }

        said.Add(Alert(await browser.SignIn("nobody", Password, "123456")));
        foreach (var one in (Browser[])[browser, elsewhere])
            said.Add(Alert(await one.SignIn(name, Password, Browser.Code(secret, later: 1))));

        Assert.Single(said);
        (await browser.Get("account")).Is(HttpStatusCode.OK);   // who is there stays there
        for (var i = 0; i < 5; i++)
            await browser.SignIn("nobody", Password, "123456");

        (await browser.SignIn("nobody", Password, "123456")).Is(HttpStatusCode.TooManyRequests);
    }

    static string Alert(Shown shown) => shown.Match(AlertText);

    [GeneratedRegex("role=\"alert\">([^<]+)<")]
    private static partial Regex AlertText { get; }
}
