using System.Collections.Frozen;

namespace Periksa;

/// <summary>Every bank that can be asked about. The list is data: <c>banks.tsv</c> beside this file.</summary>
public sealed class BankList
{
    readonly FrozenDictionary<string, Bank> _byCode;
    readonly FrozenDictionary<string, Bank> _bySwift;

    BankList(IReadOnlyCollection<Bank> banks)
    {
        _byCode = banks.ToFrozenDictionary(bank => bank.Code, StringComparer.Ordinal);
        _bySwift = banks.Where(bank => bank.Swift is not null)
            .ToFrozenDictionary(bank => bank.Swift!, StringComparer.Ordinal);
    }

    public static BankList Published { get; } = Read();

    public IEnumerable<Bank> All => _byCode.Values;

    /// <summary>The bank with exactly this code; codes are case-sensitive, <c>112S</c> is not
    /// <c>112s</c>.</summary>
    public Bank? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The bank with exactly this BIC, of those whose BIC is known.</summary>
    public Bank? FindBySwift(string swift) => _bySwift.GetValueOrDefault(swift);

    static BankList Read()
    {
        using var data = typeof(BankList).Assembly.GetManifestResourceStream("banks.tsv")!;
        using var lines = new StreamReader(data);
        lines.ReadLine();   // the column names

        var banks = new List<Bank>();
        while (lines.ReadLine() is { } line)
            banks.Add(Parse(line.Split('\t')));

        return new(banks);
    }

    // Registered name, short code and BIC are left empty where they add nothing to the list's own name and code, and
    // the kind where it is a bank.
    static Bank Parse(string[] column) => new(
        Code: column[0],
        Name: column[1],
        RegisteredName: column[2] is "" ? column[1] : column[2],
        ShortCode: column[3] is "" ? column[0] : column[3],
        Swift: column[4] is "" ? null : column[4])
    {
        IsWallet = column is [_, _, _, _, _, "wallet"],
    };
}
