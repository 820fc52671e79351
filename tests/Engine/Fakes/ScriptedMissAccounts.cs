namespace Periksa.Engine.Tests.Fakes;

/// <summary>Miss budgets of which nobody has spent anything but those who are named here.</summary>
sealed class ScriptedMissAccounts(params string[] spent) : IMissAccounts
{
    readonly List<MissAccount> _asked = [];
    readonly List<MissAccount> _paid = [];

    public IReadOnlyList<MissAccount> Asked => _asked;

    public IReadOnlyList<MissAccount> Paid => _paid;

    /// <summary>Who has none left from now on.</summary>
    public HashSet<string> Spent { get; } = [.. spent];

    public Task<bool> MayAsk(MissAccount account, TimeSpan patience)
    {
        _asked.Add(account);
        return Task.FromResult(!Spent.Contains(account.Owner));
    }

    public Task<bool> Pay(MissAccount account, TimeSpan patience)
    {
        _paid.Add(account);
        return Task.FromResult(!Spent.Contains(account.Owner));
    }
}
