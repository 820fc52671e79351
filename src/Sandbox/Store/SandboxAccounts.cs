using System.Collections.Frozen;
using Dapper;
using Npgsql;
using Periksa.Connectors.Sandbox;

namespace Periksa.Sandbox.Store;

/// <summary>The sandbox's bank directory, as remembered.</summary>
sealed class SandboxAccounts(FrozenDictionary<BankAccount, SandboxAccount> accounts)
{
    public static SandboxAccounts None { get; } = new(FrozenDictionary<BankAccount, SandboxAccount>.Empty);

    public SandboxAccount? Find(BankAccount account) => accounts.GetValueOrDefault(account);

    public static async Task<SandboxAccounts> Read(NpgsqlConnection connection)
    {
        var rows = await connection.QueryAsync<(string Bank, string Number, string Name, string Status)>(
            "select bank_code, number, holder_name, status from sandbox_accounts");

        // Two rows may be one wallet's: the one that is written as it is asked about is right.
        var accounts = rows
            .Select(row => (Account: BankAccount.Of(row.Bank, row.Number), row.Name, row.Status))
            .OrderBy(row => row.Account.AsSent is not null)
            .DistinctBy(row => row.Account);

        return new(accounts.ToFrozenDictionary(
            row => row.Account, row => new SandboxAccount(row.Name, Absence(row.Status))));
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
