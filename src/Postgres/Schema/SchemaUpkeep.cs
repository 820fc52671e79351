using Dapper;
using Npgsql;

namespace Periksa.Postgres.Schema;

/// <summary>The upkeep of a database's schema: checks that it is this build's, and brings it up to date.</summary>
static class SchemaUpkeep
{
    const string MayMigrate = "run periksa migrate.";

    const string NeedsOwner = "run periksa migrate with ConnectionStrings__PeriksaOwner.";

    const string OwnerSetting = "ConnectionStrings__PeriksaOwner";

    // Who may make tables here and owns those that are.
    const string IsOwner = """
        select has_schema_privilege(current_schema(), 'create')
           and not exists (select from pg_class
                           where oid = to_regclass('schema_files') and not pg_has_role(relowner, 'usage'))
        """;

    /// <summary>For a host that starts: brings the schema up to date where it may, and sees that it is.</summary>
    public static async Task Prepare(
        DatabaseAccess access, NpgsqlDataSource hosts, Action<string> tell, CancellationToken cancel)
    {
        if (access is { Migrates: true, Owner: { Length: > 0 } })
            await Migrate(access, again: false, tell, cancel);
        else if (access.Migrates && await IsMissing(hosts, cancel) && await MayServeAsOwner(hosts, cancel))
            await Migrate(access, again: false, tell, cancel);

        await SchemaState.MustBeWhole(hosts, access.Migrates ? NeedsOwner : MayMigrate, cancel);
    }

    /// <summary>The same as a step of its own.</summary>
    /// <returns>The numbers of the files that were missing.</returns>
    public static async Task<IReadOnlyList<int>> Migrate(
        DatabaseAccess access, bool again, Action<string> tell, CancellationToken cancel)
    {
        var hasOwner = access.Owner is { Length: > 0 };
        try
        {
            await using var owner = hasOwner
                ? OwnerSource.Open(access.Owner!, OwnerSetting)
                : OwnerSource.Open(access.Hosts!);
            return await new Migrations(owner, SchemaFile.All, tell)
                .Apply(hasOwner ? RoleOf(access) : null, again, cancel);
        }
        catch (NpgsqlException e) when (hasOwner)
        {
            throw Refusals.Explain(e, OwnerSetting);
        }
    }

    static async Task<bool> IsMissing(NpgsqlDataSource hosts, CancellationToken cancel)
    {
        await using var connection = await hosts.OpenConnectionAsync(cancel);
        return (await SchemaState.FindMissing(connection, SchemaFile.All)).Count > 0;
    }

    static async Task<bool> MayServeAsOwner(NpgsqlDataSource hosts, CancellationToken cancel)
    {
        await using var connection = await hosts.OpenConnectionAsync(cancel);
        return await connection.QuerySingleAsync<bool>(IsOwner);
    }

    // As the server would understand it.
    static string? RoleOf(DatabaseAccess access) =>
        string.IsNullOrEmpty(access.Hosts) ? null
        : ConnectionSettings.Parse(access.Hosts).Username is { Length: > 0 } name ? name
        : Environment.UserName;
}
