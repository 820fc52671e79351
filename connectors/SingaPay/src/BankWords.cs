namespace Periksa.Connectors.SingaPay;

/// <summary>What SingaPay calls a bank: three digits or eight letters in questions, and in answers also its short
/// name.</summary>
internal static class BankWords
{
    const int DigitsOfCode = 3;

    /// <summary>Its word in questions; <c>null</c> for a bank that it has none for.</summary>
    public static string? Of(string code) =>
        code.Length is DigitsOfCode && !code.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? code
            : BankList.Published.Find(code)?.Swift;

    /// <summary>True if an answer means this bank by it.</summary>
    public static bool Mean(string? word, string code) =>
        word is { Length: > 0 }
        && (word == code
            || (BankList.Published.Find(code) is { } bank
                && (word.Equals(bank.ShortCode, StringComparison.OrdinalIgnoreCase)
                    || word.Equals(bank.Swift, StringComparison.OrdinalIgnoreCase))));
}
