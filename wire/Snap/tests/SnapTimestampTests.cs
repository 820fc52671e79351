using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Periksa.Wire.Snap.Tests;

/// <summary>.NET's own parser is what the fast one is held against.</summary>
public partial class SnapTimestampTests
{
    static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(20_000);

    static readonly string[] WithOffset = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.fffzzz"];

    // The slow parser has seven digits; two more are cut from the text before it sees it.
    static readonly string[] Fractional =
        ["", ".f", ".ff", ".fff", ".ffff", ".fffff", ".ffffff", ".fffffff"];

    static readonly string[] Compatible =
    [
        .. Fractional.Select(fraction => $"yyyy-MM-dd'T'HH:mm:ss{fraction}zzz"),
        .. Fractional.Select(fraction => $"yyyy-MM-dd'T'HH:mm:ss{fraction}zz"),
    ];

    static readonly string[] CompatibleUtc =
        [.. Fractional.Select(fraction => $"yyyy-MM-dd'T'HH:mm:ss{fraction}'Z'")];

    static readonly Gen<string> Offsets = Gen.OneOf(
        Gen.Elements("Z", "z", "", "+07", "+7:00", "-7:0", "+700", "+0700", "+07:00:00", "+00:00", "-00:00", "+0:00"),
        Gen.Elements(
            "+14:00", "-14:00", "+14:01", "-14:01", "+13:59", "+99:59", "+07:60", "07:00", " +07:00", "++7:00"),
        Numbers(0, 15, 2).SelectMany(hour => Numbers(0, 61, 2).Select(minute => $"+{hour}:{minute}")),
        Numbers(0, 15, 2).SelectMany(hour => Numbers(0, 61, 2).Select(minute => $"-{hour}{minute}")));

    static readonly Gen<string> Fractions =
        Gen.Frequency((3, Gen.Constant("")), (3, Numbers(0, 999, 3).Select(digits => "." + digits)),
            (2, Gen.Choose(1, 10).SelectMany(count => Numbers(0, 999_999_999, count)).Select(digits => "." + digits)),
            (1, Gen.Elements(".", ".1", ".12", ".1234", ",123", ".1 3", ".٣٣٣", ".1234567٣")));

    static readonly Gen<string> Days = Gen.OneOf(
        Gen.Elements("0001-01-01", "0001-01-02", "9999-12-31", "9999-12-30", "0000-01-01", "1900-02-29", "2000-02-29"),
        from year in Gen.OneOf(Numbers(1, 9999, 4), Numbers(2019, 2025, 4))
        from month in Numbers(0, 13, 2)
        from day in Gen.OneOf(Numbers(0, 32, 2), Numbers(28, 31, 2))
        select $"{year}-{month}-{day}");

    static readonly Gen<string> Texts =
        from day in Days
        from hour in Numbers(0, 24, 2)
        from minute in Numbers(0, 60, 2)
        from second in Numbers(0, 60, 2)
        from fraction in Fractions
        from offset in Offsets
        select $"{day}T{hour}:{minute}:{second}{fraction}{offset}";

    static readonly Gen<string> Damaged =
        from text in Texts
        from at in Gen.Choose(0, text.Length - 1)
        from what in Gen.Elements("", "0", "9", "-", "+", ":", ".", "T", "Z", " ", "\0", "\n", "٣", "\ud800", "00")
        from length in Gen.Choose(0, 2)
        select text[..at] + what + text[Math.Min(at + length, text.Length)..];

    [Fact]
    public void Reads_what_the_slow_parser_reads() =>
        Prop.ForAll(Texts.ToArbitrary(), IsReadAlike).Check(Often);

    [Fact]
    public void Reads_damaged_texts_as_the_slow_parser_does() =>
        Prop.ForAll(Damaged.ToArbitrary(), IsReadAlike).Check(Often);

    [Fact]
    public void Reads_any_text_as_the_slow_parser_does() =>
        Prop.ForAll<NonNull<string>>(text => IsReadAlike(text.Get)).Check(Often);

    [Theory]
    [InlineData("0001-01-01T00:00:00+00:00")]
    [InlineData("0001-01-01T00:00:00-00:01")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("0001-01-01T14:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59.999+00:00")]
    [InlineData("9999-12-31T23:59:59.999-00:01")]
    [InlineData("9999-12-31T23:59:59.999+14:00")]
    [InlineData("2023-06-20T13:37:23+7:00")]
    [InlineData("2023-06-20T13:37:23+07:0")]
    [InlineData("2023-06-20T13:37:23+700")]
    [InlineData("2023-06-20T13:37:23+0700")]
    [InlineData("2023-06-20T13:37:23+1:234")]
    [InlineData("2023-06-20T13:37:23+14:00")]
    [InlineData("2023-06-20T13:37:23+14:01")]
    [InlineData("2023-06-20T13:37:23-14:01")]
    [InlineData("2023-06-20T13:37:23Z")]
    [InlineData("2023-06-20T13:37:23ZZ")]
    [InlineData("2023-06-20T13:37:23.1Z")]
    [InlineData("2023-06-20T13:37:23.")]
    [InlineData("2023-06-20T13:37:23.123")]
    [InlineData("2023-06-20T13:37:23")]
    [InlineData("2023-06-20T13:37:2")]
    [InlineData("2023-06-20T13:37:23+07:00\0")]
    [InlineData("")]
    public void Reads_a_border_as_the_slow_parser_does(string text) => Assert.True(IsReadAlike(text));

    [Fact]
    public void Cuts_what_is_below_its_unit()
    {
        var moment = new DateTimeOffset(2023, 6, 20, 13, 37, 23, 999, 999, TimeSpan.FromHours(7));

        Assert.Equal(
            "2023-06-20T13:37:23+07:00", SnapTimestamp.Write(moment, SnapTimestamp.Seconds, moment.Offset));
        Assert.Equal(
            "2023-06-20T06:37:23.999+00:00", SnapTimestamp.Write(moment, SnapTimestamp.Milliseconds, TimeSpan.Zero));
    }

    static bool IsReadAlike(string text)
    {
        var isRead = DateTimeOffset.TryParseExact(
            text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment);
        var isCompatible = IsCompatible(text, out var compatible);

        return SnapTimestamp.TryParse(text, out var fast) == isRead && fast.EqualsExact(moment)
            && SnapTimestamp.TryParseCompatible(text, out var other) == isCompatible && other.EqualsExact(compatible);
    }

    static bool IsCompatible(string text, out DateTimeOffset moment)
    {
        var cut = BeyondTicks.Replace(text, "$1");
        var utc = cut.EndsWith('z') ? cut[..^1] + 'Z' : cut;

        // The slow parser takes an hour of one digit, and blanks, where the format has an offset of hours alone.
        return (DateTimeOffset.TryParseExact(
                cut, Compatible, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment)
                && !OneDigitAlone.IsMatch(cut))
            || DateTimeOffset.TryParseExact(
                utc, CompatibleUtc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
    }

    [GeneratedRegex(@"(\.[0-9]{7})[0-9]{1,2}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex BeyondTicks { get; }

    [GeneratedRegex(@"[+-][0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex OneDigitAlone { get; }

    static Gen<string> Numbers(int from, int to, int digits) => Gen.Choose(from, to)
        .Select(number => number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'));
}
