using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Remembering;

/// <summary>Forgets what is remembered of accounts, on every host at once.</summary>
public static class Forgetting
{
    static readonly string Text = Sql.Read("Inquiries/Remembering/forget.sql");

    /// <returns>How many of them were remembered.</returns>
    public static async Task<int> Forget(NpgsqlDataSource database, IReadOnlyList<BankAccount> accounts)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await Forget(connection, accounts);
    }

    /// <summary>The same in the connection's open transaction, where it has one.</summary>
    internal static async Task<int> Forget(NpgsqlConnection connection, IReadOnlyList<BankAccount> accounts)
    {
        await using var command = new NpgsqlCommand(Text, connection);
        command.Parameters.AddArray(NpgsqlDbType.Text, accounts, account => account.BankCode);
        command.Parameters.AddArray(NpgsqlDbType.Text, accounts, account => account.Number);
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
