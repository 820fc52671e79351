using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Periksa.Host.Pages.Language;

/// <summary>What the console says, in Indonesian: a file of phrases by their English for each part of it, in
/// <c>Language/*.json</c>.</summary>
static class Phrases
{
    const string Prefix = "phrases/";

    static readonly FrozenDictionary<string, string> All = Read();

    /// <summary>Every English phrase that there is Indonesian for.</summary>
    public static IEnumerable<string> Known => All.Keys;

    /// <summary>The Indonesian of it; what has none, such as a name, is said as it is.</summary>
    public static string Indonesian(string english) => All.GetValueOrDefault(english, english);

    static FrozenDictionary<string, string> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal))
                continue;

            using var file = assembly.GetManifestResourceStream(name)!;
            var phrases = JsonSerializer.Deserialize(file, PhraseJson.Default.DictionaryStringString)!;
            foreach (var (english, indonesian) in phrases)
                all[english] = indonesian;
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

[JsonSerializable(typeof(Dictionary<string, string>))]
sealed partial class PhraseJson : JsonSerializerContext;
