using Periksa.Inquiries;
using Periksa.Inquiries.Recording;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>Commits whose word was lost, of inquiries with keys: found out, and neither refused nor posted
/// twice.</summary>
public sealed class LostKeyedCommitTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly DateOnly Day = new(2025, 3, 11);

    Cable _cable = null!;
    Npgsql.NpgsqlDataSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.ForgetInquiries();
        _cable = new(shop.ConnectionString);
        _source = _cable.Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _cable.DisposeAsync();
    }

    [Fact]
    public async Task Is_found_out_when_keys_were_won()
    {
        await WarmUp(inquiryLog => inquiryLog.Record(Told(shop.Keyed(Keys(0)))));

        var entries = await LoseTheWordOf(inquiryLog =>
            Enumerable.Range(1, 20).Select(i => inquiryLog.Record(Told(shop.Keyed(Keys(i))))));

        Assert.All(entries, entry => Assert.Equal(
            new InquiryEntry(InquiryVerdict.Recorded, Invoice: null, Money.Rupiah(500_000)), entry));
        Assert.Equal((21, 21, 21), await Counts());
    }

    [Fact]
    public async Task Is_found_out_when_keys_were_won_and_lost()
    {
        // A key that is used twice has the writer look out for others, and a group with such is then written at once.
        async Task Contest(InquiryLog inquiryLog)
        {
            await inquiryLog.Record(Told(shop.Keyed(Keys(0))));
            Assert.Equal(InquiryVerdict.DayKeyUsed, (await inquiryLog.Record(Told(shop.Keyed(Keys(0))))).Verdict);
        }

        // The second of each pair has the first one's keys, one of them or both.
        var entries = await LoseTheWordOf(inquiryLog => Enumerable.Range(1, 10).SelectMany(i => new[]
        {
            inquiryLog.Record(Told(Early(shop.Keyed(Keys(i))))),
            inquiryLog.Record(
                Told(shop.Keyed(Keys(i) with { Reference = new Reference(i % 2 == 0 ? $"r{i}" : $"other{i}") }))),
            inquiryLog.Record(Told(shop.Keyed(Keys(i) with { DayKey = $"other{i}" }))),
        }), Contest);

        var expected = new[] { InquiryVerdict.Recorded, InquiryVerdict.DayKeyUsed, InquiryVerdict.ReferenceUsed };
        Assert.All(entries.Chunk(3), some => Assert.Equal(expected, some.Select(entry => entry.Verdict)));
        Assert.All(entries.Chunk(3), some => Assert.Equal(Money.Rupiah(500_000), some[0].Deposit));
        Assert.Equal((11, 11, 11), await Counts());
    }

    [Fact]
    public async Task Is_found_out_when_inquiries_were_opened()
    {
        await WarmUp(inquiryLog => inquiryLog.Open(shop.Opening(Keys(0))));

        var entries = await LoseTheWordOf(inquiryLog =>
            Enumerable.Range(1, 20).Select(i => inquiryLog.Open(shop.Opening(Keys(i)))));

        Assert.All(entries, entry => Assert.Equal(InquiryVerdict.Recorded, entry.Verdict));
        Assert.Equal(21, await shop.Ask<int>("select count(*) from open_inquiries"));
        Assert.Equal(21, await shop.Ask<int>("select count(*) from once_references"));
    }

    [Fact]
    public async Task Is_found_out_when_inquiries_were_closed()
    {
        var opened = Enumerable.Range(0, 21).Select(i => shop.Opening(Keys(i))).ToList();
        var elsewhere = await shop.OpenLog();
        await Task.WhenAll(opened.Select(one => elsewhere.Open(one)));
        await WarmUp(inquiryLog => inquiryLog.Close(Told(shop.Closing(opened[0]))));

        var entries = await LoseTheWordOf(inquiryLog =>
            opened.Skip(1).Select(one => inquiryLog.Close(Told(shop.Closing(one)))));

        Assert.All(entries, entry => Assert.Equal(
            new InquiryEntry(InquiryVerdict.Recorded, Invoice: null, Money.Rupiah(500_000)), entry));
        Assert.Equal((21, 21, 21), await Counts());
        Assert.Equal(0, await shop.Ask<int>("select count(*) from open_inquiries"));
    }

    [Fact]
    public async Task Is_not_mistaken_for_that_of_another_host_which_knew_better()
    {
        var opened = shop.Opening(Keys(1));
        var elsewhere = await shop.OpenLog();
        await elsewhere.Open(opened);
        var inquiryLog = await shop.OpenLog(new() { Writers = 1 }, _source);
        await inquiryLog.Record(shop.Keyed(Keys(0)));

        _cable.Break();
        await elsewhere.Close(Told(shop.Closing(opened)));
        var late = await inquiryLog.Close(Told(shop.Closing(opened, InquiryOutcome.Unanswered)));

        Assert.Equal(new InquiryEntry(InquiryVerdict.ClosedElsewhere, Invoice: null), late);
        Assert.Equal((2, 2, 1), await Counts());
    }

    static OnceKeys Keys(int i) => new("lost", Day, $"k{i}", new Reference($"r{i}"));

    // The lowest id of equal keys is let through.
    static InquiryRecord Early(InquiryRecord record) =>
        record with { Id = new(Guid.CreateVersion7(record.AskedAt.AddMilliseconds(-1))) };

    InquiryRecord Told(InquiryRecord record) =>
        record with { Callback = new(new("MCPD1"), new byte[] { 1, 2, 3 }, shop.Clock.Now) };

    // All statements are prepared then, so that the next answer is a commit's.
    async Task WarmUp(Func<InquiryLog, Task<InquiryEntry>> write)
    {
        var inquiryLog = await shop.OpenLog(new() { Writers = 1 }, _source);
        await write(inquiryLog);
        await inquiryLog.StopAsync(CancellationToken.None);
    }

    // One group, committed while nobody listens; then the connection breaks.
    async Task<InquiryEntry[]> LoseTheWordOf(
        Func<InquiryLog, IEnumerable<Task<InquiryEntry>>> write, Func<InquiryLog, Task>? first = null)
    {
        var inquiryLog = shop.ClosedLog(source: _source);
        if (first is not null)
        {
            await inquiryLog.StartAsync(CancellationToken.None);
            await first(inquiryLog);
            _cable.SwallowAnswers();
        }

        var before = await Commits();
        var waiting = write(inquiryLog).ToList();

        if (first is null)
        {
            _cable.SwallowAnswers();
            await inquiryLog.StartAsync(CancellationToken.None);
        }

        for (var tries = 0; await Commits() == before; tries++)
        {
            Assert.True(tries < 200, "The server never committed.");
            await Task.Delay(25);
        }

        _cable.Break();
        return await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(20));
    }

    // What is open counts also when it is closed: rows come and go with a commit only.
    Task<string> Commits() => shop.Ask<string>(
        "select (select count(*) from inquiries) || ' ' || (select count(*) from open_inquiries)");

    async Task<(int Inquiries, int Keys, int Messages)> Counts() => await shop.Ask<(int, int, int)>("""
        select (select count(*) from inquiries)::int,
               (select count(*) from day_keys where key not like 'other%')::int,
               (select count(*) from callback_messages)::int
        """);
}
