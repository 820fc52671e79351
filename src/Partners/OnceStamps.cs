using Dapper;
using Npgsql;
using Periksa.Postgres;

namespace Periksa.Partners;

/// <summary>Stamps that have been used up, in the database, so that they are on every host.</summary>
/// <param name="tolerance">How far a stamp may be from now.</param>
public sealed class OnceStamps(NpgsqlDataSource database, TimeSpan tolerance) : IOnceStamps
{
    // The deleted ones are over for everybody: a stamp may lie ahead by the tolerance, and is good as long again
    // behind.
    const string Text = """
        with forgotten as (
            delete from once_stamps where until < clock_timestamp()
        )
        insert into once_stamps (caller, stamp, until) values (@caller, @stamp, clock_timestamp() + @kept)
        on conflict do nothing returning 1
        """;

    public Task<bool> Use(Credential caller, string stamp) => Patience.Within(
        Patience.Usual, () => Primary.Await(() => Write(caller.Caller, stamp)));

    async Task<bool> Write(string caller, string stamp)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<int?>(
            Text, new { caller, stamp, kept = 2 * tolerance }) is not null;
    }
}
