namespace Periksa.Connectors.Flip;

/// <summary>Flip's words for banks.</summary>
internal sealed class FlipBanks
{
    static readonly IReadOnlyDictionary<string, string> Published = Read();

    readonly Dictionary<string, string> _words = new(Published);
    readonly ILookup<string, string> _codes;

    /// <param name="others">Words that are others than were published, by the banks' codes.</param>
    public FlipBanks(IReadOnlyDictionary<string, string> others)
    {
        foreach (var (code, word) in others)
            _words[code] = word;

        _codes = _words.ToLookup(one => one.Value, one => one.Key);
    }

    /// <summary>Flip's word for a bank; <c>null</c> where it has none.</summary>
    public string? Word(string code) => _words.GetValueOrDefault(code);

    /// <summary>The codes of the banks that Flip calls so: two where it sees one bank in them.</summary>
    public IEnumerable<string> Codes(string word) => _codes[word];

    static Dictionary<string, string> Read()
    {
        using var data = typeof(FlipBanks).Assembly.GetManifestResourceStream("banks.tsv")!;
        using var lines = new StreamReader(data);
        lines.ReadLine();   // the column names

        var words = new Dictionary<string, string>();
        while (lines.ReadLine()?.Split('\t') is [var code, var word])
            words.Add(code, word);

        return words;
    }
}
