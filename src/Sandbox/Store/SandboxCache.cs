using Npgsql;
using Periksa.Connectors.Sandbox;
using Periksa.Partners;

namespace Periksa.Sandbox.Store;

/// <summary>A host's copy of its sandbox's data: how far its clock is ahead, and which accounts its bank
/// knows.</summary>
public sealed class SandboxCache(SandboxClock clock) : ICompanionCache, ISandboxDirectory
{
    volatile SandboxAccounts _accounts = SandboxAccounts.None;

    public SandboxAccount? Find(BankAccount account) => _accounts.Find(account);

    public async Task Read(NpgsqlConnection connection)
    {
        clock.Offset = await SandboxClock.ReadOffset(connection);
        _accounts = await SandboxAccounts.Read(connection);
    }
}
