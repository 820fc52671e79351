using Dapper;
using Npgsql;
using Periksa.Inquiries;
using Periksa.Inquiries.Recording;

namespace Periksa.Store.Tests;

/// <summary>Many requests at once for the same keys, as when callers repeat what they believe to be lost.</summary>
public sealed class KeyRaceTests(Shop shop) : IClassFixture<Shop>
{
    static readonly DateOnly Day = new(2025, 3, 11);

    public enum Kind
    {
        Keyed,
        Limited,
        Opened,
    }

    // Sorted by key and sorted by reference, equal ones must come in one order: else one twin takes the key, the other
    // the reference, and nobody is let through.
    [Theory]
    [InlineData(Kind.Keyed)]
    [InlineData(Kind.Limited)]
    [InlineData(Kind.Opened)]
    public async Task Lets_one_of_two_twins_through_whatever_else_is_in_their_group(Kind kind)
    {
        var random = new Random(1);
        var inquiryLog = shop.ClosedLog();
        var twins = Enumerable.Range(0, 240)
            .Select(i => new OnceKeys(
                $"twins-{kind}", Day, $"k{random.Next()}-{i}", Reference.OrNull($"r{random.Next()}-{i}")))
            .SelectMany(keys => new[] { keys, keys })
            .OrderBy(_ => random.Next())
            .Select(keys => (keys.DayKey, Entry: Hand(inquiryLog, kind, keys)))
            .ToList();

        await inquiryLog.StartAsync(CancellationToken.None);
        await Task.WhenAll(twins.Select(twin => twin.Entry));

        Assert.All(
            twins.GroupBy(twin => twin.DayKey, twin => twin.Entry.Result.Verdict),
            pair => Assert.Equal([InquiryVerdict.Recorded, InquiryVerdict.DayKeyUsed], pair.Order()));
    }

    // Whether a group takes its keys or its references first must not depend on what is in it: of two hosts with the
    // same twins, one that begins with keys and one that begins with references would wait for each other.
    [Theory]
    [InlineData(Kind.Keyed)]
    [InlineData(Kind.Limited)]
    [InlineData(Kind.Opened)]
    public async Task Takes_all_day_keys_before_the_first_reference(Kind kind)
    {
        await using var other = await shop.Source.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await other.ExecuteAsync($"insert into once_references values ('order', 'r-{kind}', gen_random_uuid())");
        var inquiryLog = shop.ClosedLog();
        var waiting = new[] { Hand(inquiryLog, kind, new("order", Day, $"k-{kind}", Reference.OrNull($"r-{kind}"))) }
            .Append(Hand(inquiryLog, kind, new("order", Day, $"last-{kind}", Reference: null)))
            .ToList();

        await inquiryLog.StartAsync(CancellationToken.None);
        await WaitUntilSomebodyWaits();

        // Whoever cannot have a key at once finds it taken by the group, which still waits for the reference.
        foreach (var key in new[] { $"k-{kind}", $"last-{kind}" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => shop.Execute(
                $"""
                set local lock_timeout = '100ms';
                insert into day_keys values ('{Day:O}', 'order', '{key}', gen_random_uuid());
                """));
            Assert.Equal(PostgresErrorCodes.LockNotAvailable, refused.SqlState);
        }

        await transaction.RollbackAsync();
        Assert.All(await Task.WhenAll(waiting), entry => Assert.Equal(InquiryVerdict.Recorded, entry.Verdict));
    }

    [Fact]
    public async Task Never_has_two_hosts_wait_for_each_other()
    {
        var log = new KeptLog<InquiryLog>();
        var hosts = new[] { shop.ClosedLog(log: log), shop.ClosedLog(log: log) };
        var before = await Deadlocks();
        await Task.WhenAll(hosts.Select(host => host.StartAsync(CancellationToken.None)));

        var ended = 0;
        for (var round = 0; round < 60; round++)
        {
            await Ask(hosts, new Random(round));
            ended += await End(hosts, new Random(round));
        }

        Assert.NotEqual(0, ended);
        Assert.Empty(log.Texts);
        Assert.Equal(before, await Deadlocks());
    }

    // Every host is handed the same keys in an order of its own, some of them as another kind of work.
    async Task Ask(InquiryLog[] hosts, Random random)
    {
        var keys = Enumerable.Range(0, 40).Select(i => new OnceKeys(
            "hosts", Day, $"k{random.Next()}-{i}", Reference.OrNull(
                random.Next(4) == 0 ? null : $"r{random.Next()}-{i}"))).ToList();

        var verdicts = await Task.WhenAll(hosts.SelectMany(host => keys
            .OrderBy(_ => random.Next())
            .Select(one => (one.DayKey, Entry: Hand(host, (Kind)random.Next(3), one, PartnerOf(one))))
            .Select(async one => (one.DayKey, (await one.Entry).Verdict))));

        Assert.All(
            verdicts.GroupBy(one => one.DayKey, one => one.Verdict),
            pair => Assert.Equal([InquiryVerdict.Recorded, InquiryVerdict.DayKeyUsed], pair.Order()));
    }

    // Every host ends all that is open, at the cost of the partners' miss budgets.
    async Task<int> End(InquiryLog[] hosts, Random random)
    {
        var open = await new OpenInquiries(shop.Source).Overdue(DateTimeOffset.MaxValue, 100, CancellationToken.None);

        var verdicts = await Task.WhenAll(hosts.SelectMany(host => open
            .OrderBy(_ => random.Next())
            .Select(one => shop.Closing(one, InquiryOutcome.NotFound) with { MissBudget = 1_000_000 })
            .Select(async one => (one.Id, (await host.Close(one)).Verdict))));

        Assert.All(
            verdicts.GroupBy(one => one.Id, one => one.Verdict),
            pair => Assert.Equal([InquiryVerdict.Recorded, InquiryVerdict.ClosedElsewhere], pair.Order()));
        return open.Count;
    }

    static string PartnerOf(OnceKeys keys) => keys.DayKey[^1] % 2 == 0 ? Shop.Toko : Shop.Warung;

    async Task WaitUntilSomebodyWaits()
    {
        const string Waiting = """
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
            """;

        for (var tries = 0; await shop.Ask<int>(Waiting) == 0; tries++)
        {
            Assert.True(tries < 200, "Nobody waits.");
            await Task.Delay(25);
        }
    }

    Task<int> Deadlocks() =>
        shop.Ask<int>("select deadlocks from pg_stat_database where datname = current_database()");

    Task<InquiryEntry> Hand(
        InquiryLog inquiryLog, Kind kind, OnceKeys keys, string partner = Shop.Toko) => kind switch
    {
        Kind.Keyed => inquiryLog.Record(shop.Keyed(keys, partner)),
        Kind.Limited =>
            inquiryLog.Record(shop.Keyed(keys, partner, InquiryOutcome.NotFound) with { MissBudget = 1_000_000 }),
        Kind.Opened => inquiryLog.Open(shop.Opening(keys, partner)),
    };
}
