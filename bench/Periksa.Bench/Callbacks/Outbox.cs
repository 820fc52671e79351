using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Periksa.Bench.Callbacks;

/// <summary>What the database says of callbacks to those who answer.</summary>
sealed class Outbox(Place place)
{
    const string IsAlive = "e.url like '%/called'";

    const string CountWaiting = $"""
        select count(*) from callback_messages join callback_endpoints e using (dialect, credential) where {IsAlive}
        """;

    const string CountDelivered = """
        select count(*), max(ended_at) from callback_ended
        where state = 'delivered' and ended_at >= @from and ended_at < @to
        """;

    const string FirstWaits = $"""
        select extract(epoch from a.at - c.created_at) * 1000
        from callbacks c
        join callback_endpoints e using (dialect, credential)
        join callback_attempts a on a.message = c.id and a.number = 1
        where c.created_at >= @from and c.created_at < @to and {IsAlive}
        """;

    // What each was called back about once already, again and again, to all of them in turn.
    const string AddMessages = $"""
        with latest as (
            select distinct on (credential) dialect, credential, body
            from callback_ended join callback_endpoints e using (dialect, credential)
            where {IsAlive}
            order by credential, id desc
        ),
        numbered as (
            select *, row_number() over (order by credential) - 1 as number, count(*) over () as all_of_them from latest
        )
        insert into callback_messages (dialect, credential, subject, body, created_at, due_at)
        select dialect, credential, gen_random_uuid(), body, now(), now()
        from generate_series(0, @messages - 1) n join numbered on number = n % all_of_them
        order by n
        """;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Returns when everybody who answers has been told everything.</summary>
    public async Task UntilNoneWaits()
    {
        for (var since = Stopwatch.GetTimestamp(); await Waiting() is > 0 and var waiting;)
        {
            if (Stopwatch.GetElapsedTime(since) > Patience)
                throw new InvalidOperationException($"{waiting} callbacks still wait, though all endpoints answer.");

            await Task.Delay(Pause);
        }
    }

    public async Task<long> Waiting()
    {
        await using var connection = Open();
        return await connection.QuerySingleAsync<long>(CountWaiting);
    }

    /// <summary>How many were delivered in a span of time, and when the last of them.</summary>
    public async Task<(long Count, DateTimeOffset Last)> Delivered(DateTimeOffset from, DateTimeOffset to)
    {
        await using var connection = Open();
        var (count, last) = await connection.QuerySingleAsync<(long, DateTime?)>(
            CountDelivered, new { from = from.UtcDateTime, to = to.UtcDateTime });
        return (count, new(last ?? from.UtcDateTime, TimeSpan.Zero));
    }

    /// <summary>Milliseconds from final status to first attempt, of what became final in a span of time.</summary>
    public async Task<double[]> WaitsForFirstAttempt(DateTimeOffset from, DateTimeOffset to)
    {
        await using var connection = Open();
        return [.. await connection.QueryAsync<double>(
            FirstWaits, new { from = from.UtcDateTime, to = to.UtcDateTime })];
    }

    /// <summary>Has so many messages wait, all from one moment on.</summary>
    public Task Add(int messages) => Databases.Run(place, Databases.Callbacks, AddMessages, new { messages });

    NpgsqlConnection Open() => new(place.Connection(Databases.Callbacks));
}
