using Npgsql;

namespace Periksa.Proof;

/// <summary>Keeps what each proof found.</summary>
public sealed class ProofResults(NpgsqlDataSource database)
{
    const string Note = "insert into proof_results (differences, version) values ($1, $2)";

    /// <summary>Writes it down.</summary>
    /// <param name="version">The build that looked.</param>
    /// <returns>Why it cannot be, in words of the database: it is a standby, say, or the role only reads. <c>null</c>
    /// when it is written.</returns>
    public async Task<string?> Keep(long differences, string version)
    {
        try
        {
            await using var command = database.CreateCommand(Note);
            command.Parameters.Add(new() { Value = differences });
            command.Parameters.Add(new() { Value = version });
            await command.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException e)
        {
            return e.MessageText;
        }
        catch (NpgsqlException e)
        {
            return e.Message;
        }
    }
}
