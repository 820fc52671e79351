using System.Text.RegularExpressions;
using Periksa.Host.Pages.Language;
using Periksa.Wire.Snap.Finder;

namespace Periksa.Lab.Tests;

/// <summary>What the lab says, which comes from the wires and the dialects, is said in Indonesian, too.</summary>
public partial class PhraseTests
{
    static readonly HashSet<string> Known = [.. Phrases.Known];

    [Fact]
    public void Are_known_of_every_mistake_of_SNAP() =>
        Assert.Empty(Enum.GetValues<SignatureMistake>().Select(one => one.Advice()).Except(Known));

    [Fact]
    public void Are_known_of_the_mistakes_of_SingaPay_and_IPG()
    {
        foreach (var (number, texts) in ((int, string[])[])
            [
                (5, [Samples.Body, Samples.Minified, ""]),
                (6, []),
                (8, [Samples.Minified, Samples.Sorted]),
            ])
        {
            var sample = Samples.All[number];
            IEnumerable<string> signatures =
            [
                sample.Sign("?"), sample.Sign(sample.Text).ToUpperInvariant(),
                .. texts.Select(text => sample.Sign(sample.Text.Replace(
                    Samples.Hash(Samples.Sorted), Samples.Hash(text), StringComparison.Ordinal))),
                .. texts.Select(sample.Sign),
            ];
            foreach (var signature in signatures)
                Assert.Empty(sample.Ask(signature).Mistakes.Except(Known));
        }
    }

    [Theory, MemberData(nameof(Samples.Numbers), MemberType = typeof(Samples))]
    public void Are_known_of_every_note(int number)
    {
        var sample = Samples.All[number];
        var finding = Laboratory.Examine(
            new()
            {
                Dialect = sample.Dialect, Kind = sample.Kind,
                Text = $"{sample.Line}\nX-TIMESTAMP: \u200b\nx-a: 1\nx-a: 2\n\n\u00a0{{",
            },
            Samples.Now);

        Assert.NotEmpty(finding.Notes);
        Assert.Empty(finding.Notes.Select(note => note.Format).Except(Known));
        Assert.Empty(sample.Ask("").Notes.Select(note => note.Format).Except(Known));
    }

    [Fact]
    public void Are_known_of_every_part_and_keep_their_braces()
    {
        Assert.Empty(Enum.GetNames<PartName>().Except(Known));
        Assert.All(Known, english =>
        {
            var indonesian = Phrases.Indonesian(english);
            Assert.Equal(
                Brace.Matches(english).Select(one => one.Value).Order(),
                Brace.Matches(indonesian).Select(one => one.Value).Order());
        });
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Brace { get; }
}
