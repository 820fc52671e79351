using System.Collections.Frozen;
using Dapper;
using Npgsql;

namespace Periksa.Store.Sandbox;

/// <summary>The sandbox's bank directory, as remembered.</summary>
sealed class SandboxAccounts(FrozenDictionary<BankAccount, SandboxAccount> accounts)
{
    public static SandboxAccounts None { get; } = new(FrozenDictionary<BankAccount, SandboxAccount>.Empty);

    public SandboxAccount? Find(BankAccount account) => accounts.GetValueOrDefault(account);

    public static async Task<SandboxAccounts> Read(NpgsqlConnection connection)
    {
        var rows = await connection.QueryAsync<(string Bank, string Number, string Name, string Status)>(
            "select bank_code, number, holder_name, status from sandbox_accounts");

        return new(rows.ToFrozenDictionary(
            row => new BankAccount(row.Bank, row.Number), row => new SandboxAccount(row.Name, Absence(row.Status))));
    }

    // The table's check constraint knows the same three words.
    static AccountAbsence? Absence(string status) => status switch
    {
        "active" => null,
        "closed" => AccountAbsence.Closed,
        "dormant" => AccountAbsence.Dormant,
        var unknown => throw new InvalidOperationException($"A sandbox account is {unknown}."),
    };
}
