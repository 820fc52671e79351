namespace Periksa.Engine.Tests.Fakes;

/// <summary>One virtual account, on which so much is owed.</summary>
sealed class ScriptedVirtualAccounts : IVirtualAccounts
{
    public static readonly VirtualAccount Only = new("Test VA", Money.Rupiah(15_000));

    public const string Number = "8673010000015000";

    public const string Busy = "8673019999999999";

    public Task<VirtualAccount?> Find(VaNumber number, DateTimeOffset now) => number == Busy
        ? Task.FromException<VirtualAccount?>(new TooBusyException("full"))
        : Task.FromResult(number == Number ? Only : null);
}
