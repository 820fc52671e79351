namespace Periksa;

/// <summary>Knows what virtual accounts owe.</summary>
public interface IVirtualAccounts
{
    /// <summary>The account with this number; <c>null</c> when nothing was ever billed on it that could still be
    /// paid or has been.</summary>
    Task<VirtualAccount?> Find(VaNumber number, DateTimeOffset now);
}

/// <param name="Customer">Whom the bills are made out to.</param>
/// <param name="Owed">What is still to be paid, all bills together; zero where all are paid, or the payer chooses the
/// amount.</param>
public sealed record VirtualAccount(string Customer, Money Owed);
