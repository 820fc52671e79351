using Dapper;

namespace Periksa.Postgres.Hosts;

/// <summary>What an operator wants to know of a database before a host starts on it.</summary>
/// <param name="Server">PostgreSQL's version, as it says it.</param>
/// <param name="Schema">The newest schema file that it has.</param>
/// <param name="Role">As whom hosts come.</param>
/// <param name="Owns">True if that role may change the tables themselves.</param>
/// <param name="TakesWrites">False on a standby, and where somebody has made it read-only.</param>
/// <param name="Skew">How far this machine's clock is ahead of the database's.</param>
/// <param name="Standing">Whose clock that says is wrong.</param>
public sealed record Reconnaissance(
    string Server, int Schema, string Role, bool Owns, bool TakesWrites, TimeSpan Skew, ClockStanding Standing)
{
    const string Facts = """
        select current_setting('server_version') as Server,
               (select max(number) from schema_files) as Schema,
               current_user::text as Role,
               (select pg_has_role(relowner, 'usage') from pg_class where oid = 'schema_files'::regclass) as Owns
        """;

    /// <summary>Looks, and changes nothing.</summary>
    public static async Task<Reconnaissance> Make(Database database, HostIdentity host, CancellationToken cancel)
    {
        await using var connection = await database.Watch.OpenConnectionAsync(cancel);
        var (server, schema, role, owns) = await connection.QuerySingleAsync<(string, int, string, bool)>(Facts);
        var sight = await new Lookout(database.Watch, host).Look(cancel);
        return new(
            server,
            schema,
            role,
            owns,
            TakesWrites: !sight.IsStandby && !sight.IsReadOnly,
            sight.Clock.Skew,
            ClockJudge.Judge(sight.Clock.Skew, sight.OtherSkews));
    }
}
