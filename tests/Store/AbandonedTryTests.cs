using Npgsql;
using Periksa.Inquiries;
using Periksa.Inquiries.Recording;

namespace Periksa.Store.Tests;

/// <summary>A try that was given up on and comes through all the same, right between the look for it and the next try:
/// its caller's own keys are not held against it.</summary>
public sealed class AbandonedTryTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    const long Key = 4711;

    static readonly OnceKeys Keys = new("lost", new(2025, 3, 11), "k", new Reference("r"));
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    InquiryWriter Writer => new(shop.Source, shop.Budgets, new());

    public async ValueTask InitializeAsync() => await shop.ForgetInquiries();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Is_found_out_when_keys_were_won() => await AssertFoundOut(new(shop.Keyed(Keys)));

    [Fact]
    public async Task Is_found_out_when_an_inquiry_was_opened() => await AssertFoundOut(new(shop.Opening(Keys)));

    [Fact]
    public async Task Leaves_what_is_another_s_refused()
    {
        await Writer.Write(new([new(shop.Keyed(Keys))], Key, MayBeThere: false, Patience));

        var entry =
            Assert.Single(await Writer.Write(new([new(shop.Keyed(Keys))], Key + 1, MayBeThere: true, Patience)));

        Assert.Equal(InquiryVerdict.DayKeyUsed, entry.Verdict);
    }

    async Task AssertFoundOut(InquiryLogItem item)
    {
        await using var other = await shop.Source.OpenConnectionAsync();
        await Lock(other, "pg_advisory_lock");

        // All wait for the group's lock: first the look of the second try, then the first try, and behind it the
        // second.
        var second = Writer.Write(new([item], Key, MayBeThere: true, Patience));
        await Waiting(1);
        var first = Writer.Write(new([item], Key, MayBeThere: false, Patience));
        await Waiting(2);
        await Lock(other, "pg_advisory_unlock");

        Assert.Equal(InquiryVerdict.Recorded, Assert.Single(await first).Verdict);
        Assert.Equal(InquiryVerdict.Recorded, Assert.Single(await second).Verdict);
        Assert.Equal(1, await shop.Ask<int>("select count(*) from day_keys"));
    }

    static async Task Lock(NpgsqlConnection connection, string function)
    {
        await using var command = new NpgsqlCommand($"select {function}($1)", connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = Key } },
        };
        await command.ExecuteNonQueryAsync();
    }

    async Task Waiting(int count)
    {
        const string question = """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'
            """;
        for (var tries = 0; await shop.Ask<int>(question) < count; tries++)
        {
            Assert.True(tries < 200, "Nobody waits.");
            await Task.Delay(25);
        }
    }
}
