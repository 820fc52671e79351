using Dapper;
using Npgsql;
using Periksa.Postgres.Server;

namespace Periksa.Postgres.Schema;

/// <summary>Brings a database's schema up to a build's, one numbered file after the other, beside hosts that
/// work.</summary>
/// <remarks>
/// Each file is a transaction of its own, so that no lock is kept for the next file's sake and what is done is done.
/// Processes that start together take turns; the second finds nothing left to do.
/// </remarks>
sealed class Migrations(NpgsqlDataSource owner, IReadOnlyList<SchemaFile> files, Action<string> tell)
{
    const string Tables = """
        create table if not exists schema_files (number int primary key, digest text not null);
        alter table schema_files add column if not exists min_compatible int;
        create table if not exists schema_grants (role text primary key, digest text not null)
        """;

    const string HasTables = "select to_regclass('schema_grants') is not null";

    const string Note = """
        insert into schema_files (number, digest, min_compatible) values (@Number, @Digest, @MinCompatible)
        """;

    // An index that its maker did not finish is kept up by every write and used by no query. Only those that the file
    // names are ours to drop.
    const string Unfinished = """
        select format('drop index concurrently %s', i.indexrelid::regclass)
        from pg_index i join pg_class c on c.oid = i.indexrelid
        where not i.indisvalid and c.relkind = 'i' and c.relnamespace = current_schema()::regnamespace
          and @Text ~ ('\m' || c.relname || '\M')
        """;

    // Keeps nobody waiting. Any other statement asks for its locks briefly and again, as a whole file does.
    const string Concurrently = " concurrently ";
    const string Call = "call ";

    const string Process = "select pg_backend_pid()";

    /// <param name="role">The hosts' role, which is granted what they need; <c>null</c> where the owner serves.</param>
    /// <param name="again">Grants it all anew, whatever the database says that it granted.</param>
    /// <returns>The numbers of the files that were missing and are there now.</returns>
    public async Task<IReadOnlyList<int>> Apply(string? role, bool again, CancellationToken cancel)
    {
        await using var turn = await Turn.Take(owner, tell, cancel);
        var patience = new LockPatience(owner, turn, tell);
        var (missing, hasTables) = await Look(cancel);
        if (!hasTables)
            await patience.Do("The list of schema files", connection => connection.ExecuteAsync(Tables), cancel);

        var applied = new List<int>();
        foreach (var file in missing)
        {
            if (file.IsContract && await OlderHosts.Remain(owner, file, tell, cancel))
                continue;

            await Apply(file, patience, cancel);
            applied.Add(file.Number);
        }

        await HalfDetached.Finish(owner, patience, cancel);
        if (role is not null)
            await new Grants(owner, patience, tell).Apply(role, again || applied.Count > 0, cancel);

        return applied;
    }

    async Task<(List<SchemaFile> Missing, bool HasTables)> Look(CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        return (await SchemaState.FindMissing(connection, files), await connection.QuerySingleAsync<bool>(HasTables));
    }

    async Task Apply(SchemaFile file, LockPatience patience, CancellationToken cancel)
    {
        var name = $"Schema file {file.Number:D3}";
        try
        {
            if (!file.IsOneTransaction)
                await ApplyByStatement(file, name, patience, cancel);
            else
                await patience.Do(name, connection => ApplyWhole(connection, file), cancel);
        }
        catch (PostgresException e)
        {
            throw new ServerException(
                $"{name} could not be applied, and nothing after it was: {e.MessageText} ({e.SqlState}).", e);
        }
    }

    // The note first: whoever should try the same beside us waits for it, and then fails.
    static async Task ApplyWhole(NpgsqlConnection connection, SchemaFile file)
    {
        await connection.ExecuteAsync(Note, file);
        await connection.ExecuteAsync(file.Text);
    }

    // May have been interrupted at any line, so each of them can be done twice. An interrupt ends it between the lines
    // and within them: what it leaves is an unfinished index.
    async Task ApplyByStatement(SchemaFile file, string name, LockPatience patience, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        var process = await connection.QuerySingleAsync<int>(Process);
        var leftovers = await connection.QueryAsync<string>(Unfinished, new { file.Text });

        foreach (var statement in leftovers.Concat(file.Statements).ToList())
        {
            // An index made beside others, and a procedure that commits part by part, are in no transaction.
            if (!statement.Contains(Concurrently, StringComparison.Ordinal)
                && !statement.StartsWith(Call, StringComparison.Ordinal))
            {
                await patience.Do(name, one => one.ExecuteAsync(statement), cancel);
                continue;
            }

            await patience.Watch(name, process, () => connection.ExecuteAsync(
                new CommandDefinition(statement, cancellationToken: cancel)));
        }

        await connection.ExecuteAsync(Note, file);
    }
}
