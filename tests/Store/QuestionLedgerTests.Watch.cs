using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Store.Tests;

/// <summary>What hosts learn of each other's questions.</summary>
public sealed partial class QuestionLedgerTests
{
    [Fact]
    public async Task Tells_every_host_what_is_taken_out_and_what_was_spent()
    {
        var route = new ClosureBook(shop.Source);
        var (closures, spending) = (new Closures(), new Spending());
        var terms = new RouteTerms { Prices = Prices, DailySpendLimit = Sen(250_000) };
        var table = new RouteTable([new NoRoute(BankA)], [], new Dictionary<RouteName, RouteTerms> { [BankA] = terms });
        using var watch = new RouteWatch(
            shop.Source, table, closures, spending, new(), shop.Clock, NullLogger<RouteWatch>.Instance);

        await route.Add(BankA, new() { Bank = "014" }, "it is slow", "test");
        await route.Add(
            Oy,
            new() { Hours = (new(0, 0), new(0, 0)), Days = new HashSet<DayOfWeek>(Enum.GetValues<DayOfWeek>()) },
            "never",
            "test");
        await Is_there_before_the_answer_and_costs_what_the_answer_costs();
        await watch.Look(CancellationToken.None);

        Assert.Equal(SkipReason.Cordoned, closures.Why(BankA, terms, "014"));
        Assert.Null(closures.Why(BankA, terms, "002"));
        Assert.Equal(SkipReason.Cordoned, closures.Why(Oy, terms, "002"));
        Assert.True(spending.TryReserve(BankA, terms));
        Assert.False(spending.TryReserve(BankA, terms));

        Assert.Equal(0, await route.Remove(BankA, "002"));
        Assert.Equal(1, await route.Remove(BankA, "014"));
        await watch.Look(CancellationToken.None);
        Assert.Null(closures.Why(BankA, terms, "014"));
        Assert.Equal(
            "Mon,Tue,Wed,Thu,Fri,Sat,Sun",
            string.Join(',', Assert.Single(await route.List(CancellationToken.None)).When.Split(' ')[0].Split(',')
                .OrderBy(day => "MonTueWedThuFriSatSun".IndexOf(day, StringComparison.Ordinal))));
    }
}
