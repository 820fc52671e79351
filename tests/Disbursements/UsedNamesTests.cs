namespace Periksa.Disbursements.Tests;

public class UsedNamesTests
{
    readonly UsedNames _used = new();

    [Fact]
    public void Are_told_before_anything_else_and_a_key_before_a_reference() => Assert.Equal(
        [
            DebitVerdict.Debited, DebitVerdict.DayKeyUsed, DebitVerdict.ReferenceUsed, DebitVerdict.DayKeyUsed,
            DebitVerdict.Debited,
        ],
        Decide(
            102_000,
            Keyed("a", key: "1"),
            Keyed("a", key: "1"),
            Keyed("a", key: "2"),
            Keyed("b", key: "2"),
            Keyed("b", key: "3")));

    [Fact]
    public void Are_used_up_by_what_is_not_covered_but_for_its_reference() => Assert.Equal(
        [DebitVerdict.BalanceTooSmall, DebitVerdict.DayKeyUsed, DebitVerdict.Debited],
        Decide(51_000, Keyed("a", key: "1", net: 60_000), Keyed("a", key: "1"), Keyed("a", key: "2")));

    [Fact]
    public void Are_left_alone_by_whoever_is_sent_away_for_its_misses() => Assert.Equal(
        [DebitVerdict.TooManyMisses, DebitVerdict.Debited],
        Decide(51_000, Keyed("miss", key: "1"), Keyed("a", key: "1")));

    [Fact]
    public void Of_keyed_transfers_are_the_partners_whichever_account_pays()
    {
        _used.Add(Keyed("a", key: "1"));

        Assert.True(_used.HasReferenceOf(Keyed("a", key: "2") with { Account = new("another") }));
        Assert.False(
            _used.HasReferenceOf(Keyed("a", key: "2") with { Account = new("another"), Partner = new("warung") }));
        Assert.False(_used.HasReferenceOf(Keyed("a", key: "2") with { Account = new("another"), Keys = null }));
    }

    [Fact]
    public void Of_transfers_without_keys_are_the_accounts_alone()
    {
        _used.Add(Sample.Of(reference: "a"));

        Assert.True(_used.HasReferenceOf(Keyed("a", key: "1")));
        Assert.False(_used.HasReferenceOf(Keyed("a", key: "1") with { Account = new("another") }));
    }

    [Fact]
    public void Are_not_held_against_whoever_has_used_them_up()
    {
        var holder = Keyed("a", key: "1");
        _used.Add(holder.Keys!, holder.Id);

        Assert.False(_used.HasKeyOf(holder));
        Assert.True(_used.HasKeyOf(Keyed("b", key: "1")));
    }

    [Theory]
    [InlineData("snap:B", 12, "1")]
    [InlineData("snap:A", 13, "1")]
    [InlineData("snap:A", 12, "2")]
    public void Meet_only_on_the_same_day_of_the_same_caller(string caller, int day, string key)
    {
        _used.Add(new("snap:A", new(2025, 12, 12), "1", null), Sample.Of().Id);

        Assert.False(_used.HasKeyOf(Sample.Of() with { Keys = new(caller, new(2025, 12, day), key, null) }));
    }

    IEnumerable<DebitVerdict> Decide(long balance, params Disbursement[] wanted) =>
        Debits.Decide(wanted, Money.Rupiah(balance), _used, one => one.Reference != "miss")
            .Select(one => one.Verdict);

    static Disbursement Keyed(string reference, string key, long net = 50_000) =>
        Sample.Of(net: net, reference: reference) with
        {
            Keys = new("snap:A", new(2025, 12, 12), key, new Reference(reference)),
        };
}
