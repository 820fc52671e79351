namespace Periksa;

/// <summary>A token bucket of "not found" answers, refilled by one a minute.</summary>
/// <param name="Owner">Whose it is among all: a partner's id, or a credential's
/// <see cref="Credential.Caller"/>.</param>
/// <param name="Budget">How many may be in store, and how many may be owed.</param>
public readonly record struct MissAccount(string Owner, int Budget);

/// <summary>Knows whose answers were "not found" too often. It answers from memory and never waits.</summary>
public interface IMissBudgets
{
    /// <summary>True if the partner has none of its miss budget left. What other hosts have spent is known half a
    /// second later; the database has the last word on every miss, so nobody gets more on several hosts.</summary>
    bool IsSpent(Partner partner);

    /// <summary>The same of a credential's own budget.</summary>
    bool IsSpent(Credential credential);
}

/// <summary>The miss budgets as the database has them: the same to every host.</summary>
/// <remarks>It throws <see cref="TooBusyException"/> when nothing was done, and <see cref="TimeoutException"/> when
/// the database is out of reach for too long.</remarks>
public interface IMissAccounts
{
    /// <summary>True if an inquiry may go outside: while a miss is left, however many are under way. What is owed for
    /// those is paid when they have been answered.</summary>
    /// <param name="patience">How long it may take.</param>
    Task<bool> MayAsk(MissAccount account, TimeSpan patience);

    /// <summary>Pays for a miss that is known at once; false, and nothing is paid, when none is left.</summary>
    /// <param name="patience">How long it may take.</param>
    Task<bool> Pay(MissAccount account, TimeSpan patience);
}
