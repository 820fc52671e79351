namespace Periksa;

/// <summary>The ways in which banks differ that ask what is owed on virtual accounts and say that it was paid, in a
/// dialect where that is for each of them to agree on.</summary>
/// <param name="Refusal">The body of a refusal.</param>
/// <param name="Expired">The word for a bill that has expired.</param>
/// <param name="Repeat">The answer to a payment that was sent before, to the letter.</param>
public sealed record BankTerms(
    BankRefusal Refusal = BankRefusal.Full,
    BankExpired Expired = BankExpired.Bill,
    BankRepeat Repeat = BankRepeat.Inconsistent)
{
    /// <summary>The terms of whoever has agreed on no other.</summary>
    public static BankTerms Usual { get; } = new();
}

/// <summary>The body of a refusal.</summary>
public enum BankRefusal
{
    /// <summary>It shows the account, and why.</summary>
    Full,

    /// <summary>A code and its text.</summary>
    Bare,
}

/// <summary>The thing that has expired, of a bill that was not paid in time.</summary>
public enum BankExpired
{
    Bill,
    Transaction,
}

/// <summary>The answer to a payment that was sent before, to the letter.</summary>
public enum BankRepeat
{
    /// <summary>That it was, and what became of it.</summary>
    Inconsistent,

    /// <summary>What the first was answered.</summary>
    Replay,
}
