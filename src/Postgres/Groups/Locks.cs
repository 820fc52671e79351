using System.Globalization;
using Npgsql;

namespace Periksa.Postgres.Groups;

/// <summary>The statements that begin a transaction: how long it waits for what others have locked, and the lock that
/// all tries of a group share.</summary>
/// <remarks>The statements of a group are planned once a connection. Left to itself, the server takes an array's length
/// for something that a plan depends on, and plans some of them anew each time, for as long as executing them takes.
/// </remarks>
static class Locks
{
    const string Limit = "select set_config('lock_timeout', $1, true)";

    const string Named = """
        select set_config('lock_timeout', $1, true), pg_advisory_xact_lock(hashtext($2), hashtext($3))
        """;

    const string LimitOfGroup = """
        select set_config('lock_timeout', $1, true), set_config('plan_cache_mode', 'force_generic_plan', true)
        """;

    /// <summary>A group's own lock, to be gone on with: $1 is its patience for locks, $2 its key.</summary>
    public const string Group = """
        select set_config('lock_timeout', $1, true), set_config('plan_cache_mode', 'force_generic_plan', true),
               pg_advisory_xact_lock($2)
        """;

    // What is asked after it names a day, and is to be planned for that day.
    const string Alone = "select set_config('lock_timeout', $1, true), pg_advisory_xact_lock($2)";

    /// <summary>The beginning of a batch that waits no longer than that for any lock.</summary>
    public static NpgsqlBatchCommand Limited(TimeSpan patience) =>
        new(LimitOfGroup) { Parameters = { Milliseconds(patience) } };

    /// <summary>The same, and takes a group's own lock first.</summary>
    public static NpgsqlBatchCommand Limited(TimeSpan patience, long key) =>
        new(Group) { Parameters = { Milliseconds(patience), Key(key) } };

    /// <summary>Waits no longer than that for any lock in the connection's open transaction.</summary>
    public static async Task LimitIn(NpgsqlConnection connection, TimeSpan patience)
    {
        await using var command = new NpgsqlCommand(Limit, connection) { Parameters = { Milliseconds(patience) } };
        await command.ExecuteNonQueryAsync();
    }

    public static async Task Take(NpgsqlConnection connection, long key, TimeSpan patience)
    {
        await using var command = new NpgsqlCommand(Alone, connection)
        {
            Parameters = { Milliseconds(patience), Key(key) },
        };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The same for the right to do something about what has that name, which one transaction at a time
    /// has.</summary>
    /// <param name="kind">What the names are names of.</param>
    public static async Task Take(NpgsqlConnection connection, string kind, string name, TimeSpan patience)
    {
        await using var command = new NpgsqlCommand(Named, connection)
        {
            Parameters =
            {
                Milliseconds(patience),
                new NpgsqlParameter<string> { TypedValue = kind },
                new NpgsqlParameter<string> { TypedValue = name },
            },
        };
        await command.ExecuteNonQueryAsync();
    }

    public static NpgsqlParameter<long> Key(long key) => new() { TypedValue = key };

    public static NpgsqlParameter<string> Milliseconds(TimeSpan time) =>
        new() { TypedValue = ((int)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) };
}
