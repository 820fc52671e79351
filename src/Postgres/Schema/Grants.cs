using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;
using Periksa.Postgres.Server;

namespace Periksa.Postgres.Schema;

/// <summary>Gives the hosts' role what they need, and takes from it what they do not.</summary>
sealed class Grants(NpgsqlDataSource owner, LockPatience patience, Action<string> tell)
{
    static readonly string Text = Sql.Read("Postgres/Schema/grants.sql");

    const string Granted = "select digest from schema_grants where role = @role";

    const string IsOwner = "select current_user = @role";

    const string SetRole = "select set_config('periksa.app_role', @role, true)";

    const string Note = """
        insert into schema_grants (role, digest) values (@role, @digest)
        on conflict (role) do update set digest = excluded.digest
        """;

    // Whoever may act as the owner may do what the owner may.
    const string IsTooStrong = """
        select r.rolsuper or pg_has_role(r.oid, current_user, 'member') from pg_roles r where r.rolname = @role
        """;

    public async Task Apply(string role, bool again, CancellationToken cancel)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
        await using var connection = await owner.OpenConnectionAsync(cancel);
        if (await connection.QuerySingleAsync<bool>(IsOwner, new { role }))
            return;

        if (await connection.QuerySingleOrDefaultAsync<bool?>(IsTooStrong, new { role }) is not { } isTooStrong)
        {
            throw new ServerException(
                $"The database server has no role '{role}', which ConnectionStrings__Periksa names: make it first.");
        }

        if (isTooStrong)
            tell($"The role '{role}' may do all that the owner may: nothing keeps a host from changing facts.");

        if (!again && await connection.QuerySingleOrDefaultAsync<string>(Granted, new { role }) == digest)
            return;

        await patience.Do($"What '{role}' may do", async it =>
        {
            await it.ExecuteAsync(SetRole, new { role });
            await it.ExecuteAsync(Text);
            await it.ExecuteAsync(Note, new { role, digest });
        }, cancel);
    }
}
