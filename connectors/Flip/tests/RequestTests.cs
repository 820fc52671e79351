using System.Reflection;
using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Connectors.Flip.Tests;

public class RequestTests
{
    static readonly string Goldens = typeof(RequestTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(one => one.Key == "Goldens").Value!;

    [Fact]
    public Task Asks_as_the_vendor_s_page_says() =>
        Sends("question.http", at => Play.Options(new(at, "/api/v2")), Play.Account);

    [Fact]
    public Task Calls_bank_syariah_indonesia_by_its_former_name() =>
        Sends("question.bsi.http", at => Play.Options(new(at, "/api/v2/")), new("451", "7000000001"));

    [Fact]
    public Task Calls_a_bank_by_the_word_of_the_settings() => Sends("question.bank-named-otherwise.http",
        at => Play.Options(at) with
        {
            BankCodes = new Dictionary<string, string> { ["014"] = "b&c=a" },
            Path = "/inquiry",
        },
        Play.Account);

    [Fact]
    public async Task Does_not_ask_about_a_bank_that_flip_has_no_word_for()
    {
        await using var play = await Play.Begin();

        var reply = await play.Route.Ask(Play.Question(new("032", "1")), CancellationToken.None);

        Assert.Equal(new BankReply.NotAsked(RouteFault.Misconfigured, "It has no word for the bank 032."), reply);
        Assert.Empty(play.Provider.Asked);
    }

    [Fact]
    public async Task Asks_the_same_again()
    {
        await using var play = await Play.Begin();
        play.Provider.Says(200, Play.Answer("PENDING", ""));

        await play.Ask();
        await play.Ask();

        Assert.Single(play.Provider.Asked.Distinct());
        Assert.Equal(2, play.Provider.Asked.Count);
    }

    [Fact]
    public void Has_words_for_banks_of_the_list_and_no_word_for_two()
    {
        var banks = new FlipBanks(new Dictionary<string, string>());
        var words = BankList.Published.All.Select(bank => banks.Word(bank.Code)).OfType<string>().ToArray();

        Assert.Equal(120, words.Length);
        Assert.Distinct(words);
        Assert.All(words, word => Assert.NotNull(BankList.Published.Find(Assert.Single(banks.Codes(word)))));
    }

    static async Task Sends(string golden, Func<Uri, FlipRouteOptions> options, BankAccount account)
    {
        await using var provider = await ScriptedProvider.Open();
        using var route = new FlipRoute(options(provider.Url));

        await route.Ask(Play.Question(account), CancellationToken.None);

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Goldens, golden)), Assert.Single(provider.Asked));
    }
}
