using Periksa.Operators;
using Periksa.Operators.Misses;
using Periksa.Partners.Misses;

namespace Periksa.Store.Tests;

/// <summary>Whoever has missed too often may ask again when an operator says so.</summary>
public sealed class MissAdministrationTests(Shop shop) : IClassFixture<Shop>
{
    readonly Office _office = new(shop);

    MissAdministration Misses => new(shop.Source);

    [Fact]
    public async Task Fills_a_partners_budget_which_every_host_knows_when_it_looks_again()
    {
        var id = await _office.Partner();
        await _office.Partners.Edit(Office.Ayu, id, partner => partner with { MissBudget = 50 });
        await Owe(id, 12);
        var partner = new Partner(new(id), Active: true) { MissBudget = 50 };
        Assert.True((await Budgets()).IsSpent(partner));

        var done = (await Misses.Forgive(Office.Ayu, id, "an old list")).Done!;

        Assert.Equal(new ForgivenMisses(id, 50, -12), done);
        Assert.False((await Budgets()).IsSpent(partner));
        var told = await _office.Latest($"partner:{id}");
        Assert.Equal(("misses.forgive", "an old list"), (told.Action, told.Reason));
        Assert.Null((await Misses.Forgive(Office.Ayu, id, null)).Done!.Left);
    }

    [Fact]
    public async Task Fills_a_credentials_own_budget_and_says_where_it_has_none()
    {
        var issued = (await _office.Issue("ipg-channel")).Credential;
        var whose = $"ipg-channel:{issued.Name}";
        Assert.Contains(
            $"'periksa partner forgive {issued.Partner}'",
            (await Misses.Forgive(Office.Ayu, "ipg-channel", issued.Name, null)).Refusal!.Message);

        await _office.Credentials.Edit(Office.Ayu, "ipg-channel", issued.Name, one => one with { MissBudget = 5 });
        await Owe(whose, 3);
        var done = (await Misses.Forgive(Office.Ayu, "ipg-channel", issued.Name, null)).Done!;

        Assert.Equal(new ForgivenMisses(whose, 5, -3), done);
        Assert.Equal(0, await shop.Ask<int>(
            "select count(*)::int from miss_budgets where partner = @whose", new { whose }));
    }

    [Fact]
    public async Task Knows_nobody_who_is_not_there()
    {
        Assert.Equal(RefusalKind.NotFound, (await Misses.Forgive(Office.Ayu, "nobody", null)).Refusal!.Kind);
        Assert.Equal(
            RefusalKind.NotFound, (await Misses.Forgive(Office.Ayu, "sento", "nobody", null)).Refusal!.Kind);
    }

    Task Owe(string whose, int misses) => shop.Execute(
        """
        insert into miss_budgets (partner, left_now, admitted, learned_at)
        values (@whose, 0.5 - @misses, 0, clock_timestamp())
        """,
        new { whose, misses });

    async Task<MissBudgets> Budgets()
    {
        var budgets = new MissBudgets();
        await using var connection = await shop.Source.OpenConnectionAsync();
        await budgets.Refresh(connection);
        return budgets;
    }
}
