using System.Reflection;
using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Connectors.Sento.Tests;

public class RequestTests
{
    static readonly string Goldens = typeof(RequestTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(one => one.Key == "Goldens").Value!;

    [Fact]
    public Task Asks_as_the_vendor_s_page_says() => Sends("question.http", at => Play.Options(at));

    [Fact]
    public Task Asks_oy_by_its_header_and_below_its_prefix() => Sends("question.oy.http", at => Play.Options(at) with
    {
        ServiceBase = new(at, "/oy/"),
        UserHeader = "x-oy-username",
    });

    [Fact]
    public Task Calls_a_bank_by_the_provider_s_word_for_it() => Sends("question.bank-named-otherwise.http",
        at => Play.Options(at) with
        {
            BankCodes = new Dictionary<string, string> { ["008"] = "mandiri" },
            Path = "/v2/account-inquiry?fast=1",
        });

    [Fact]
    public async Task Asks_the_same_again()
    {
        await using var play = await Play.Begin();
        play.Provider.Says(200, Play.Answer("000", "John Doe"));

        await play.Ask();
        await play.Ask();

        Assert.Single(play.Provider.Asked.Distinct());
        Assert.Equal(2, play.Provider.Asked.Count);
    }

    [Fact]
    public async Task Asks_about_a_wallet_by_its_number_at_home()
    {
        await using var play = await Play.Begin();
        play.Provider.Says(200, Play.Answer("000", "Dewi Lestari", "gopay", "6281234567890"));
        var account = BankAccount.Of("gopay", "+6281234567890");

        var reply = await play.Route.Ask(Play.Question(account), CancellationToken.None);

        Assert.Equal(new BankReply.Found("Dewi Lestari") { About = account }, reply);
        Assert.EndsWith(
            "{\"bank_code\":\"gopay\",\"account_number\":\"081234567890\"}\n", Assert.Single(play.Provider.Asked));
    }

    static async Task Sends(string golden, Func<Uri, SentoRouteOptions> options)
    {
        await using var provider = await ScriptedProvider.Open();
        using var route = new SentoRoute(options(provider.Url));

        await route.Ask(Play.Question(Play.Account), CancellationToken.None);

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Goldens, golden)), Assert.Single(provider.Asked));
    }
}
