namespace Periksa.Connectors.Iluma;

/// <summary>Iluma's words for banks, which it gives to its customers.</summary>
internal sealed class IlumaBanks(IReadOnlyDictionary<string, string> words)
{
    readonly ILookup<string, string> _codes = words.ToLookup(one => one.Value, one => one.Key);

    /// <summary>Iluma's word for a bank; <c>null</c> where it has none.</summary>
    public string? Word(string code) => words.GetValueOrDefault(code);

    /// <summary>The one bank that Iluma calls so; <c>null</c> where there are none or several.</summary>
    public string? Code(string word) => _codes[word].ToArray() is [var only] ? only : null;

    /// <summary>True if some bank is called so.</summary>
    public bool Has(string word) => _codes.Contains(word);
}
