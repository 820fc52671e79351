using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Postgres;

namespace Periksa.Callbacks.Tests;

public sealed class DeliveryLogTests : IAsyncLifetime
{
    readonly PostOffice _office = new();

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
    }

    /// <summary>Somebody has begun to redeliver one and has not said whether he means it.</summary>
    [Fact]
    public async Task Lets_nobody_wait_for_a_message_that_somebody_has_locked()
    {
        var (stuck, free) = (await Claimed(attempts: 1), await Claimed(attempts: 1));
        var deliveryLog = new DeliveryLog(_office.Source, NullLogger.Instance);
        var running = deliveryLog.Run(CancellationToken.None);
        Task waiting;
        await using (var connection = await _office.Source.OpenConnectionAsync(CancellationToken.None))
        await using (var transaction = await connection.BeginTransactionAsync(CancellationToken.None))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select from callback_messages where id = {stuck} for update";
            await command.ExecuteNonQueryAsync();

            waiting = deliveryLog.Write(Result(stuck, 1, Fate.Delivered));
            await deliveryLog.Write(Result(free, 1, Fate.Delivered)).WaitAsync(TimeSpan.FromSeconds(5));
            Assert.False(waiting.IsCompleted);
            Assert.Equal([free], await _office.Ask<long[]>("select array_agg(message) from callback_attempts"));
        }

        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
        deliveryLog.Complete();
        await running;
        Assert.Equal(2, await _office.Ask<int>("select count(*) from callback_ended where state = 'delivered'"));
        Assert.Equal(2, await _office.Ask<int>("select count(*) from callback_attempts"));
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
        var deliveryLog = new DeliveryLog(_office.Source, NullLogger.Instance);
        var written = results.Select(deliveryLog.Write).ToArray();   // all are there before the first is looked at
        deliveryLog.Complete();
        await deliveryLog.Run(CancellationToken.None);
        await Task.WhenAll(written);
    }
}
