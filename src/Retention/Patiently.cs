using Dapper;
using Npgsql;

namespace Periksa.Retention;

/// <summary>A transaction in which no lock is waited for for a second.</summary>
static class Patiently
{
    const string SetPatience = "set local lock_timeout = '900ms'";

    public static async Task<T> Do<T>(NpgsqlConnection connection, Func<Task<T>> work)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(SetPatience);
        var done = await work();
        await transaction.CommitAsync();
        return done;
    }
}
