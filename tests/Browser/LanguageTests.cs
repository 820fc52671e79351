using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Periksa.Browser.Tests;

/// <summary>Pages that are asked for in Indonesian say nothing in English for which there is Indonesian.</summary>
public sealed partial class LanguageTests
{
    static readonly string Phrases = Path.Combine(
        typeof(LanguageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Sandbox").Value!,
        "../src/Host/Pages/Language");

    [Fact]
    public async Task No_phrase_is_left_in_English()
    {
        var phrases = Directory.GetFiles(Phrases, "*.json")
            .SelectMany(file => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!)
            .ToArray();
        var alsoIndonesian = phrases.Select(phrase => phrase.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var english = phrases.Select(phrase => phrase.Key).Where(phrase => !alsoIndonesian.Contains(phrase))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Contains("Skip to the content", english);

        await using var visitor = await Visitor.Come((await BusySandbox.Host()).Address, "id.light");
        var left = new List<string>();
        foreach (var path in await BusySandbox.Pages())
        {
            await visitor.Open(path);
            var said = await visitor.Page.EvaluateAsync<string[]>(Said);
            Assert.NotEmpty(said);
            left.AddRange(said.Select(Trim).Where(english.Contains).Distinct().Select(one => $"{path}: {one}"));
        }

        Assert.True(left.Count == 0, string.Join('\n', left));
    }

    static string Trim(string text) => Space().Replace(text, " ").Trim();

    // What is read or read out: texts, and what stands in attributes for ears and pointers; not what is data.
    const string Said = """
        (() => {
          const all = [];
          const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
          while (walker.nextNode())
            if (!walker.currentNode.parentElement.closest('script, pre, code, textarea, .code'))
              all.push(walker.currentNode.data);
          for (const one of document.querySelectorAll('[aria-label], [title], [placeholder]'))
            all.push(one.ariaLabel ?? '', one.title ?? '', one.placeholder ?? '');
          return all.filter((text) => text.trim() !== '');
        })()
        """;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
