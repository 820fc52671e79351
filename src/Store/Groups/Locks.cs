using System.Globalization;
using Npgsql;

namespace Periksa.Store.Groups;

/// <summary>How long a transaction waits for what others have locked, and the lock that all tries of a group
/// share.</summary>
static class Locks
{
    const string Limit = "select set_config('lock_timeout', $1, true)";
    const string Named =
        "select set_config('lock_timeout', $1, true), pg_advisory_xact_lock(hashtext($2), hashtext($3))";
    const string Group = "select set_config('lock_timeout', $1, true), pg_advisory_xact_lock($2)";

    /// <summary>The beginning of a batch that waits no longer than that for any lock.</summary>
    public static NpgsqlBatchCommand Limited(TimeSpan patience) =>
        new(Limit) { Parameters = { Milliseconds(patience) } };

    /// <summary>The same, and takes a group's own lock first.</summary>
    public static NpgsqlBatchCommand Limited(TimeSpan patience, long key) =>
        new(Group) { Parameters = { Milliseconds(patience), new NpgsqlParameter<long> { TypedValue = key } } };

    /// <summary>Waits no longer than that for any lock in the connection's open transaction.</summary>
    public static async Task LimitIn(NpgsqlConnection connection, TimeSpan patience)
    {
        await using var command = new NpgsqlCommand(Limit, connection) { Parameters = { Milliseconds(patience) } };
        await command.ExecuteNonQueryAsync();
    }

    public static async Task Take(NpgsqlConnection connection, long key, TimeSpan patience)
    {
        await using var command = new NpgsqlCommand(Group, connection)
        {
            Parameters = { Milliseconds(patience), new NpgsqlParameter<long> { TypedValue = key } },
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

    static NpgsqlParameter<string> Milliseconds(TimeSpan time) =>
        new() { TypedValue = ((int)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) };
}
