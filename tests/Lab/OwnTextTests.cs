namespace Periksa.Lab.Tests;

/// <summary>The string that the asker's own code built.</summary>
public class OwnTextTests
{
    static readonly Sample Sample = Samples.All[0];

    [Theory, MemberData(nameof(Samples.Numbers), MemberType = typeof(Samples))]
    public void Is_right_where_it_is_the_contracts(int number)
    {
        var sample = Samples.All[number];
        var finding = sample.Ask("", own: sample.Text);

        Assert.True(finding.IsOwnRight);
        Assert.Null(finding.OwnDifference);
    }

    [Theory]
    [InlineData("POST", "post", 0, "Method", "P", "p", null)]
    [InlineData("2026-11-30T21:00", "2026-11-30T21:01", null, "Timestamp", "0", "1", null)]
    [InlineData("+07:00", " 07:00", null, "Timestamp", "+", "·", "SPACE U+0020")]
    [InlineData("a=1", "a\u00a0=1", null, "Target", "=", "⍽", "NO-BREAK SPACE U+00A0")]
    [InlineData("a=1", "a\u200b=1", null, "Target", "=", "[U+200B]", "ZERO WIDTH SPACE U+200B")]
    [InlineData("a=1", "a＝1", null, "Target", "=", "＝", "FULL-WIDTH = U+FF1D")]
    [InlineData("POST", "\ufeffPOST", 0, "Method", "P", "[U+FEFF]", "BYTE ORDER MARK U+FEFF")]
    [InlineData("/snap", "/\u0455nap", null, "Target", "s", "\u0455", "CYRILLIC LETTER U+0455")]
    [InlineData(":2026", "\t2026", null, "Digest", ":", "→", "TAB U+0009")]
    public void Shows_where_it_first_differs(
        string from, string to, int? offset, string part, string right, string other, string? name)
    {
        var difference = Sample.Ask("", own: Sample.Text.Replace(from, to, StringComparison.Ordinal)).OwnDifference;

        Assert.NotNull(difference);
        Assert.Equal(offset ?? difference.Offset, difference.Offset);
        Assert.Equal(part, difference.Part?.ToString());
        Assert.Equal((right, other), (difference.RightGlyph?.Text, difference.OtherGlyph?.Text));
        Assert.Equal(name, difference.OtherGlyph?.Name);
        Assert.Contains(difference.Right, cell => cell.Offset == difference.Offset);
    }

    [Fact]
    public void Shows_a_character_whose_later_byte_differs_as_a_whole()
    {
        var sample = Samples.All[8];
        var difference = sample.Ask("", own: Samples.Body.Replace("Ś", "ś", StringComparison.Ordinal)).OwnDifference;

        Assert.Equal(("Ś", "ś"), (difference?.RightGlyph?.Text, difference?.OtherGlyph?.Text));
    }

    [Fact]
    public void May_end_too_early_or_go_on()
    {
        Assert.Null(Sample.Ask("", own: Sample.Text[..^1]).OwnDifference?.OtherGlyph);
        var longer = Sample.Ask("", own: Sample.Text + "\r\n").OwnDifference;

        // A form makes pairs of all line ends.
        Assert.Equal("␊", longer?.OtherGlyph?.Text);
        Assert.Null(longer?.RightGlyph);
        Assert.Null(longer?.Part);
    }

    [Fact]
    public void Does_not_tell_a_secret_letter_by_letter()
    {
        var sample = Samples.All[6];
        foreach (var secret in (string[])["k", Samples.Secret[..5], Samples.Secret, "quite another"])
        {
            var finding = sample.Ask("", own: $"klien-1_{secret}_20261130");
            Assert.True(finding.IsOwnRight);
        }

        Assert.Equal(PartName.Day, sample.Ask("", own: $"klien-1_{Samples.Secret}_20261129").OwnDifference?.Part);
    }
}
