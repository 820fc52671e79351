using Npgsql;
using Periksa.Postgres.Server;

namespace Periksa.Postgres.Hosts;

/// <summary>The line of its history that a database is on. What was done on the one before may be missing
/// here.</summary>
public static class DatabaseLine
{
    /// <summary>Begins one by hand, where nothing else shows that the database was put back.</summary>
    public static async Task Begin(Database database)
    {
        try
        {
            await using var command = database.Source.CreateCommand("select begin_line()");
            await command.ExecuteScalarAsync();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedFunction)
        {
            throw new ServerException(
                "The database is older than this build: bring its schema up to date with 'periksa migrate', and say "
                + "'periksa restored' before the first host starts.", e);
        }
    }
}
