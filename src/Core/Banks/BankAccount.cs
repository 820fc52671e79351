namespace Periksa;

/// <summary>An account as a caller names it: a bank's code and a number of ASCII digits.</summary>
/// <remarks>A wallet's number is a telephone's, which people write as 08…, 628… or +628…. It is the same account,
/// and is asked about and remembered as 08….</remarks>
public readonly record struct BankAccount(string BankCode, string Number)
{
    const string Country = "628";
    const string International = "+628";

    /// <summary>The number as the caller wrote it where that is another text. It says nothing about which account it
    /// is.</summary>
    public string? AsSent { get; init; }

    /// <summary>The number as its caller is shown it.</summary>
    public string Shown => AsSent ?? Number;

    /// <summary>Reads a number as callers write it. A plus sign is one of a wallet's number, and of nothing
    /// else.</summary>
    /// <returns>False where it is not made of ASCII digits; how many it may have is each contract's own.</returns>
    public static bool TryRead(string bankCode, string number, out BankAccount account)
    {
        account = Of(bankCode, number);
        return account.Number.Length > 0 && !account.Number.AsSpan().ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>The account that a bank, or somebody else who is believed, calls so.</summary>
    public static BankAccount Of(string bankCode, string number)
    {
        if (!number.StartsWith(Country, StringComparison.Ordinal)
            && !number.StartsWith(International, StringComparison.Ordinal))
        {
            return new(bankCode, number);
        }

        return BankList.Published.Find(bankCode) is { IsWallet: true }
            ? new(bankCode, "0" + number[(number[0] is '+' ? 3 : 2)..]) { AsSent = number }
            : new(bankCode, number);
    }

    public bool Equals(BankAccount other) => BankCode == other.BankCode && Number == other.Number;

    public override int GetHashCode() => HashCode.Combine(BankCode, Number);
}
