using Dapper;
using Npgsql;

namespace Periksa.Postgres.Schema;

/// <summary>Finishes what an interrupted <c>detach … concurrently</c> left: a partition that takes no row and is not
/// yet a table of its own.</summary>
static class HalfDetached
{
    const string Left = """
        select format('alter table %s detach partition %s finalize', i.inhparent::regclass, i.inhrelid::regclass)
        from pg_inherits i join pg_class c on c.oid = i.inhparent
        where i.inhdetachpending and c.relnamespace = current_schema()::regnamespace
        """;

    public static async Task Finish(NpgsqlDataSource owner, LockPatience patience, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        foreach (var statement in await connection.QueryAsync<string>(Left))
            await patience.Do("A day that is half detached", it => it.ExecuteAsync(statement), cancel);
    }
}
