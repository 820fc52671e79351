using Npgsql;

namespace Periksa.Bills;

/// <summary>The keys of a day that banks and billers use up, one by one.</summary>
static class KeysOfDay
{
    const string Insert = """
        insert into day_keys (day, caller, key, inquiry) values ($1, $2, $3, $4) on conflict do nothing returning 1
        """;

    const string Held = "select inquiry from day_keys where day = $1 and caller = $2 and key = $3";

    /// <summary>Takes a key in the connection's open transaction.</summary>
    /// <param name="holder">Whose it is to be.</param>
    /// <returns>Whose it was before; <c>null</c> for nobody's, and now it is the holder's.</returns>
    public static async Task<Guid?> Take(NpgsqlConnection connection, OnceKeys keys, Guid holder)
    {
        await using (var insert = Command(connection, Insert, keys))
        {
            insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = holder });
            if (await insert.ExecuteScalarAsync() is not null)
                return null;
        }

        // A statement of its own sees what another transaction has committed while the first waited for it.
        await using var held = Command(connection, Held, keys);
        return (Guid?)await held.ExecuteScalarAsync();
    }

    static NpgsqlCommand Command(NpgsqlConnection connection, string text, OnceKeys keys) => new(text, connection)
    {
        Parameters =
        {
            new NpgsqlParameter<DateOnly> { TypedValue = keys.Day },
            new NpgsqlParameter<string> { TypedValue = keys.Caller },
            new NpgsqlParameter<string> { TypedValue = keys.DayKey },
        },
    };
}
