namespace Periksa;

/// <summary>Says when a partner has asked enough. It answers from memory and never waits.</summary>
public interface IThrottle
{
    /// <summary>Takes one request from the partner's allowance in this dialect;
    /// false when there is none left.</summary>
    bool Admits(Partner partner, string dialect);
}

/// <summary>Knows whose answers were "not found" too often. It answers from memory and never waits.</summary>
public interface IMissBudgets
{
    /// <summary>Whether the partner has none of its miss budget left. What other hosts have spent is known half
    /// a second later; the journal has the last word on every miss, so nobody gets more on several hosts.</summary>
    bool IsSpent(Partner partner);
}
