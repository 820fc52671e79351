using Dapper;
using Npgsql;

namespace Periksa.Bench.Snap;

/// <summary>What the database must hold after all that one caller was answered.</summary>
/// <param name="database">Of the host that was asked.</param>
/// <param name="isCalledBack">Whether each inquiry leaves a callback.</param>
sealed class SnapTally(Place place, string database, SnapCaller caller, bool isCalledBack)
{
    const string Count = """
        select (select count(*) from inquiries where dialect = @dialect and outcome = 'found') as Stored,
               (select count(*) from day_keys k join inquiries i on i.id = k.inquiry
                where k.caller = @caller and i.dialect = @dialect) as Keys,
               (select count(*) from once_references r join inquiries i on i.id = r.inquiry
                where r.caller = @caller and i.dialect = @dialect) as Refs
        """;

    const string CountCallbacks = """
        select count(*) from callbacks c join inquiries i on i.id = c.subject
        where c.dialect = @dialect and c.credential = @name
        """;

    static readonly TimeSpan LastAnswers = TimeSpan.FromMilliseconds(500);

    long _acknowledged;
    long _callbacks;

    public SnapCaller Caller => caller;

    public long Stored { get; private set; }

    public void Add(long acknowledged) => _acknowledged += acknowledged;

    /// <summary>Counts the callbacks and empties their queue, so that the courier rests while others are
    /// asked.</summary>
    public async Task Sweep()
    {
        await Task.Delay(LastAnswers);   // what was under way when the load stopped

        await using var connection = new NpgsqlConnection(place.Connection(database));
        _callbacks += await connection.QuerySingleAsync<long>(
            CountCallbacks, new { dialect = caller.Dialect.Name, name = caller.Name });
        await connection.ExecuteAsync("truncate callback_messages, callback_ended, callback_attempts");
    }

    /// <summary>Throws unless every answer's inquiry is stored with both its keys, and its callback where there is
    /// one.</summary>
    public async Task Check()
    {
        await Sweep();

        await using var connection = new NpgsqlConnection(place.Connection(database));
        var name = caller.Dialect.Name;
        (Stored, var keys, var references) = await connection.QuerySingleAsync<(long, long, long)>(
            Count, new { dialect = name, caller = $"{name}:{caller.Name}" });

        if (Stored < _acknowledged)
            throw new InvalidOperationException($"{name}: {_acknowledged} acknowledged, {Stored} stored.");
        if (keys != Stored || references != Stored)
            throw new InvalidOperationException($"{name}: {Stored} stored, {keys} keys, {references} references.");
        if (_callbacks != (isCalledBack ? Stored : 0))
            throw new InvalidOperationException($"{name}: {Stored} stored, {_callbacks} callbacks.");
    }
}
