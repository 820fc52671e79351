using System.Reflection;
using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Connectors.Ipg.Tests;

/// <summary>The goldens' signatures were made by openssl.</summary>
public class RequestTests
{
    static readonly string Goldens = typeof(RequestTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(one => one.Key == "Goldens").Value!;

    [Fact]
    public Task Asks_as_the_vendor_s_page_says() => Sends("question.http", at => Play.Options(new(at, "/ipg")));

    [Fact]
    public Task Asks_without_a_name_where_it_is_known_by_its_address() => Sends(
        "question.by-address.http", at => Play.Options(at) with { ClientName = null, Path = "/inquiry" });

    /// <summary>It has no other kind of number, so nothing is asked.</summary>
    [Theory]
    [InlineData("867301123456789")]
    [InlineData("86730112345678901")]
    [InlineData("867301123456789a")]
    public async Task Knows_without_asking_that_other_numbers_are_no_virtual_accounts(string number)
    {
        await using var play = await Play.Begin();

        var reply = await play.Route.Ask(Play.Question(number), CancellationToken.None);

        Assert.Equal(new BankReply.NotFound(AccountAbsence.Unknown), reply);
        Assert.Empty(play.Provider.Asked);
    }

    [Fact]
    public async Task Asks_the_same_again()
    {
        await using var play = await Play.Begin();
        play.Provider.Says(200, Play.Answer("BILLER_BILL_NOT_FOUND"));

        await play.Ask();
        await play.Ask();

        Assert.Single(play.Provider.Asked.Distinct());
        Assert.Equal(2, play.Provider.Asked.Count);
    }

    static async Task Sends(string golden, Func<Uri, IpgRouteOptions> options)
    {
        await using var provider = await ScriptedProvider.Open();
        using var route = new IpgRoute(options(provider.Url));

        await route.Ask(Play.Question(), CancellationToken.None);

        var sent = Assert.Single(provider.Asked);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Goldens, golden)), sent);
    }
}
