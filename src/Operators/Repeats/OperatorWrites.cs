using Dapper;
using Npgsql;

namespace Periksa.Operators.Repeats;

/// <summary>What was done under a key, and what was answered. The key is taken in the transaction of the change
/// itself: of two equal wishes on any hosts the second waits for the first, and is not done.</summary>
public sealed class OperatorWrites(NpgsqlDataSource database)
{
    // A few of those that are over, too: nobody else takes them away.
    const string Forget = """
        delete from operator_writes
        where at < clock_timestamp() - interval '24 hours'
          and ((actor = @actor and key = @Key)
               or ctid = any (array(select ctid from operator_writes
                                    where at < clock_timestamp() - interval '24 hours'
                                    order by at limit 100 for update skip locked)))
        """;

    const string Insert = """
        insert into operator_writes (actor, key, digest) values (@actor, @Key, @Digest)
        on conflict (actor, key) do nothing returning 1
        """;

    const string One = """
        select digest, status, body, version, location from operator_writes
        where actor = @actor and key = @key and at >= clock_timestamp() - interval '24 hours'
        """;

    // One that changed nothing has taken no key yet.
    const string Answered = """
        insert into operator_writes (actor, key, digest, status, body, version, location)
        values (@actor, @Key, @Digest, @status, @body, @version, @location)
        on conflict (actor, key) do update
        set status = excluded.status, body = excluded.body, version = excluded.version, location = excluded.location
        where operator_writes.digest = excluded.digest and operator_writes.status is null
        """;

    /// <summary>False where it was done before.</summary>
    internal static async Task<bool> Take(NpgsqlConnection connection, string actor, OnceKey once)
    {
        await connection.ExecuteAsync(Forget, new { actor, once.Key });
        return await connection.QuerySingleOrDefaultAsync<int?>(
            Insert, new { actor, once.Key, once.Digest }) is not null;
    }

    /// <summary>What was done under this key in the last 24 hours; <c>null</c> where nothing was.</summary>
    public async Task<KeptAnswer?> Find(string actor, string key, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<KeptAnswer>(
            new CommandDefinition(One, new { actor, key }, cancellationToken: cancel));
    }

    /// <summary>Keeps what was answered, which holds no secret.</summary>
    public async Task Keep(string actor, OnceKey once, int status, byte[] body, long? version, string? location)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await connection.ExecuteAsync(
            Answered, new { actor, once.Key, once.Digest, status, body, version, location });
    }
}
