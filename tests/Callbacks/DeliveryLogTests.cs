using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Postgres;

namespace Periksa.Callbacks.Tests;

public sealed class DeliveryLogTests : IAsyncLifetime
{
    const int Retrying = 70;
    const int Lost = 71;
    const int Stuck = 76;

    readonly PostOffice _office = new();
    readonly KeptEvents _said = new();

    public ValueTask InitializeAsync() => _office.InitializeAsync();

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Fact]
    public async Task Writes_two_results_of_one_message_though_they_come_together()
    {
        var id = await Claimed(attempts: 2);

        await Write([Result(id, 1, Fate.Again), Result(id, 2, Fate.Delivered)]);

        Assert.Equal(("delivered", 2, 2), await _office.Ask<(string, int, int)>(
            "select state, attempts, (select count(*) from callback_attempts)::int from callbacks"));
    }

    /// <summary>In one statement both would move it, and nobody knows which does.</summary>
    [Theory]
    [InlineData(Fate.Again, Fate.Delivered, "waiting")]
    [InlineData(Fate.Delivered, Fate.Again, "delivered")]
    internal async Task Has_the_first_of_two_words_about_an_attempt_count(Fate first, Fate second, string state)
    {
        var id = await Claimed(attempts: 1);

        await Write([Result(id, 1, first), Result(id, 1, second)]);

        Assert.Equal((state, 1), await _office.Ask<(string, int)>(
            "select state, (select count(*) from callback_attempts)::int from callbacks"));
    }

    [Fact]
    public async Task Moves_nothing_when_it_writes_a_second_time_because_the_first_word_was_lost()
    {
        var id = await Claimed(attempts: 1);
        var result = Result(id, 1, Fate.Again);
        await Write([result]);
        await _office.Outbox.Redeliver(id, CancellationToken.None);
        var due = await _office.Ask<DateTime>("select due_at from callback_messages");

        await Write([result, Result(id, 1, Fate.Delivered)]);

        Assert.Equal(due, await _office.Ask<DateTime>("select due_at from callback_messages"));
        Assert.Equal(1, await _office.Ask<int>("select count(*) from callback_attempts"));
    }

    [Fact]
    public async Task Lets_nobody_wait_for_what_the_database_refuses_and_writes_the_rest()
    {
        var (bad, good) = (await Claimed(attempts: 1), await Claimed(attempts: 1));

        await Write([Result(bad, 1, Fate.Again, error: "\0"), Result(good, 1, Fate.Delivered)]);

        Assert.Equal(good, await _office.Ask<long>("select id from callback_ended"));
        Assert.Equal(bad, await _office.Ask<long>("select id from callback_messages where leased_until is not null"));
        Assert.Equal([Lost], _said.Events);
    }

    /// <summary>Somebody has begun to redeliver one and has not said whether he means it.</summary>
    [Fact]
    public async Task Lets_nobody_wait_for_a_message_that_somebody_has_locked()
    {
        var (stuck, free) = (await Claimed(attempts: 1), await Claimed(attempts: 1));
        using var deliveryLog = new DeliveryLog(_office.Source, _said);
        deliveryLog.Start();
        Task waiting;
        await using (var connection = await _office.Source.OpenConnectionAsync(CancellationToken.None))
        await using (var transaction = await connection.BeginTransactionAsync(CancellationToken.None))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select from callback_messages where id = {stuck} for update";
            await command.ExecuteNonQueryAsync();

            waiting = deliveryLog.Write(Result(stuck, 1, Fate.Delivered));
            await deliveryLog.Write(Result(free, 1, Fate.Delivered)).WaitAsync(TimeSpan.FromSeconds(5));
            await Task.Delay(1200);
            Assert.False(waiting.IsCompleted);
            Assert.Equal([Stuck], _said.Events);
            Assert.Equal([free], await _office.Ask<long[]>("select array_agg(message) from callback_attempts"));
        }

        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
        await deliveryLog.Stop();
        Assert.Equal(2, await _office.Ask<int>("select count(*) from callback_ended where state = 'delivered'"));
        Assert.Equal(2, await _office.Ask<int>("select count(*) from callback_attempts"));
    }

    /// <summary>Of somebody who keeps a row locked it does not wait for the end either.</summary>
    [Fact]
    public async Task Waits_for_a_lock_only_until_it_gives_up()
    {
        var stuck = await Claimed(attempts: 1);
        using var deliveryLog = new DeliveryLog(_office.Source, _said);
        deliveryLog.Start();
        await using var connection = await _office.Source.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select from callback_messages where id = {stuck} for update";
        await command.ExecuteNonQueryAsync();

        var waiting = deliveryLog.Write(Result(stuck, 1, Fate.Delivered));
        deliveryLog.GiveUpAfter(TimeSpan.FromSeconds(1));

        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
        await deliveryLog.Stop();
        Assert.Equal([Stuck, Lost], _said.Events);
    }

    /// <summary>Nothing was written, so nothing is lost.</summary>
    [Fact]
    public async Task Tries_again_what_a_lock_has_kept_from_being_written()
    {
        var id = await Claimed(attempts: 1);
        await using var impatient = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(_office.Source.ConnectionString) { Options = "-c lock_timeout=100" });
        using var deliveryLog = new DeliveryLog(impatient, _said);
        deliveryLog.Start();
        Task waiting;
        await using (var connection = await _office.Source.OpenConnectionAsync(CancellationToken.None))
        await using (var transaction = await connection.BeginTransactionAsync(CancellationToken.None))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "lock table callback_ended";
            await command.ExecuteNonQueryAsync();

            waiting = deliveryLog.Write(Result(id, 1, Fate.Delivered));
            await Task.Delay(1000);
            Assert.False(waiting.IsCompleted);
        }

        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
        await deliveryLog.Stop();
        Assert.Equal(id, await _office.Ask<long>("select id from callback_ended"));
        Assert.DoesNotContain(Lost, _said.Events);
    }

    [Fact]
    public async Task Waits_for_a_database_that_is_away_until_it_gives_up()
    {
        var (waited, lost, after) = (
            await Claimed(attempts: 1), await Claimed(attempts: 1), await Claimed(attempts: 1));
        using var deliveryLog = new DeliveryLog(_office.Source, _said);
        deliveryLog.Start();
        await using var outages = await Outages.Prepare(_office.Source);

        await outages.Begin();
        var waiting = deliveryLog.Write(Result(waited, 1, Fate.Delivered));
        await Task.Delay(1000);
        Assert.False(waiting.IsCompleted);
        await outages.End();
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([Retrying], _said.Events.Distinct());

        await outages.Begin();
        var givenUp = deliveryLog.Write(Result(lost, 1, Fate.Delivered));
        deliveryLog.GiveUpAfter(TimeSpan.FromMilliseconds(300));
        await givenUp.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([Retrying, Lost], _said.Events.Distinct());
        await outages.End();

        await deliveryLog.Write(Result(after, 1, Fate.Delivered)).WaitAsync(TimeSpan.FromSeconds(10));
        await deliveryLog.Stop();
        Assert.Equal(
            [waited, after], await _office.Ask<long[]>("select array_agg(id order by id) from callback_ended"));
    }

    async Task<long> Claimed(int attempts)
    {
        var id = await _office.Write();
        await _office.Execute(
            """
            update callback_messages set attempts = @attempts, leased_until = now() + interval '1 hour'
            where id = @id
            """,
            new { attempts, id });
        return id;
    }

    Result Result(long id, int number, Fate fate, string? error = null)
    {
        var now = _office.Clock.GetUtcNow();
        return new(
            new(
                id,
                new("plain", PostOffice.Toko),
                default,
                now,
                number,
                Failures: 0,
                IsOrdered: false,
                Claimed: Turn.Begin()),
            new(number, now, "http://127.0.0.1/", 200, error, Milliseconds: 1),
            fate,
            Failures: 1,
            fate is Fate.Again ? now.AddHours(1) : null,
            now);
    }

    async Task Write(Result[] results)
    {
        using var deliveryLog = new DeliveryLog(_office.Source, _said);
        var written = results.Select(deliveryLog.Write).ToArray();   // all are there before the first is looked at
        deliveryLog.Start();
        await Task.WhenAll(written);
        await deliveryLog.Stop();
    }

    /// <summary>Keeps the number of every event.</summary>
    sealed class KeptEvents : ILogger
    {
        readonly ConcurrentQueue<int> _events = [];

        public int[] Events => [.. _events];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => _events.Enqueue(eventId.Id);
    }
}
