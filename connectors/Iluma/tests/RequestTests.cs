using System.Reflection;
using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Connectors.Iluma.Tests;

public class RequestTests
{
    static readonly string Goldens = typeof(RequestTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(one => one.Key == "Goldens").Value!;

    [Fact]
    public Task Asks_as_the_provider_s_page_says() => Sends("question.http", at => Play.Options(new(at, "/iluma")));

    [Fact]
    public Task Asks_with_the_name_and_the_path_of_the_settings() => Sends(
        "question.named-otherwise.http", at => Play.Options(at) with { SentName = "Siti & Söhne", Path = "/v2/data" });

    [Fact]
    public Task Asks_for_the_answer_by_the_id() => Sends(
        "answer.http",
        at => Play.Options(new(at, "/iluma/")),
        (route, cancel) => route.Get(Play.Question(Play.Account), Play.Theirs, cancel));

    [Fact]
    public async Task Does_not_ask_about_a_bank_that_it_has_no_word_for()
    {
        await using var play = await Play.Begin();

        var reply = await play.Route.Ask(Play.Question(new("032", "1")), CancellationToken.None);

        Assert.Equal(RouteFault.Misconfigured, Assert.IsType<BankReply.NotAsked>(reply).Fault);
        Assert.Empty(play.Provider.Asked);
    }

    [Fact]
    public async Task Asks_the_same_again()
    {
        await using var play = await Play.Begin();
        play.Provider.Says(200, Play.Answer("PENDING"));

        await play.Ask();
        await play.Ask();

        Assert.Single(play.Provider.Asked.Distinct());
        Assert.Equal(2, play.Provider.Asked.Count);
    }

    static async Task Sends(
        string golden,
        Func<Uri, IlumaRouteOptions> options,
        Func<IlumaRoute, CancellationToken, Task<BankReply>>? ask = null)
    {
        await using var provider = await ScriptedProvider.Open();
        using var route = new IlumaRoute(options(provider.Url));
        ask ??= (asked, cancel) => asked.Ask(Play.Question(Play.Account), cancel);

        await ask(route, CancellationToken.None);

        var sent = Assert.Single(provider.Asked);
        var file = Path.Combine(Goldens, golden);
        Assert.Equal(await File.ReadAllTextAsync(file), sent);
    }
}
