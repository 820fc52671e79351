namespace Periksa.Connectors.SingaPay;

/// <summary>What SingaPay calls a bank: three digits or eight letters in questions, and in answers also its short
/// name.</summary>
internal static class BankWords
{
    const int DigitsOfCode = 3;
    const int BicLength = 8;

    /// <summary>Its word in questions; <c>null</c> for a bank that it has none for.</summary>
    public static string? Of(string code) =>
        code.Length is DigitsOfCode && !code.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? code
            : BankList.Published.Find(code)?.Swift;

    /// <summary>True if an answer may mean this bank by it: where the list has no short name or no BIC for a bank, that
    /// is any word but another bank's.</summary>
    public static bool MayMean(string? word, string code)
    {
        if (Mean(word, code))
            return true;

        return word is { Length: > 0 }
            && BankList.Published.Find(code) is { } bank
            && (bank.ShortCode == bank.Code || (bank.Swift is null && word.Length is BicLength))
            && !BankList.Published.All.Any(other => Mean(word, other.Code));
    }

    /// <summary>True if an answer means this bank by it.</summary>
    public static bool Mean(string? word, string code) =>
        word is { Length: > 0 }
        && (word == code
            || (BankList.Published.Find(code) is { } bank
                && (word.Equals(bank.ShortCode, StringComparison.OrdinalIgnoreCase)
                    || word.Equals(bank.Swift, StringComparison.OrdinalIgnoreCase))));
}
