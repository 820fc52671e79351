using FsCheck;
using FsCheck.Fluent;

namespace Periksa.Wire.Snap.Tests;

/// <summary>Laws that hold for every text and every way to cut it, not only for those somebody thought of.</summary>
public class MinifierLaws
{
    static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(300);

    // Mostly the bytes that decide something, so that strings open, close and escape in every arrangement; between
    // them runs that are longer than a vector.
    static readonly Gen<byte[]> Pieces = Gen.Frequency(
        (6, Gen.Elements<byte>([.. " \t\r\n\"\\"u8]).Select(one => new[] { one })),
        (2, ArbMap.Default.GeneratorFor<byte>().Select(one => new[] { one })),
        (1, Gen.Choose(1, 80).Select(length => Enumerable.Repeat((byte)'a', length).ToArray())),
        (1, Gen.Choose(1, 80).Select(length => Enumerable.Repeat((byte)' ', length).ToArray())),
        (1, Gen.Choose(1, 80).Select(length => Enumerable.Repeat((byte)'\\', length).ToArray())));

    static readonly Arbitrary<byte[]> Texts =
        Pieces.ListOf().Select(pieces => pieces.SelectMany(piece => piece).ToArray()).ToArbitrary();

    static readonly Arbitrary<int[]> Cuts = Gen.Choose(0, 200).ArrayOf().ToArbitrary();

    [Fact]
    public void Keeps_what_the_rule_says_byte_by_byte() => Prop.ForAll(
        Texts,
        text => Minify(text).SequenceEqual(PlainMinifier.Minify(text)))
        .Check(Often);

    [Fact]
    public void Does_not_see_where_a_text_was_cut() => Prop.ForAll(
        Texts,
        Cuts,
        (text, cuts) => MinifyCut(text, cuts).SequenceEqual(PlainMinifier.Minify(text)))
        .Check(Often);

    [Fact]
    public void Can_write_over_what_it_reads() => Prop.ForAll(
        Texts,
        text =>
        {
            byte[] same = [.. text];
            var length = new Minifier().Next(same, same);
            return same.AsSpan(0, length).SequenceEqual(PlainMinifier.Minify(text));
        })
        .Check(Often);

    [Fact]
    public void Writes_nothing_beyond_the_length_of_the_text() => Prop.ForAll(
        Texts,
        text =>
        {
            var kept = new byte[text.Length + 64];
            kept.AsSpan(text.Length).Fill(0xA5);
            new Minifier().Next(text, kept);
            return kept.AsSpan(text.Length).IndexOfAnyExcept((byte)0xA5) < 0;
        })
        .Check(Often);

    [Fact]
    public void Has_nothing_left_to_drop_afterwards() => Prop.ForAll(
        Texts,
        text => Minifier.IsMinified(Minify(text)) && Minify(Minify(text)).SequenceEqual(Minify(text)))
        .Check(Often);

    [Fact]
    public void Knows_whether_there_is_anything_to_drop() => Prop.ForAll(
        Texts,
        text => Minifier.IsMinified(text) == (PlainMinifier.Minify(text).Length == text.Length))
        .Check(Often);

    static byte[] Minify(byte[] text)
    {
        var kept = new byte[text.Length];
        var length = new Minifier().Next(text, kept);
        return kept[..length];
    }

    static byte[] MinifyCut(byte[] text, int[] cuts)
    {
        var minifier = new Minifier();
        var kept = new List<byte>();
        var rest = text.AsMemory();

        foreach (var cut in cuts.Select(cut => Math.Min(cut, rest.Length)).Append(rest.Length))
        {
            var piece = rest[..Math.Min(cut, rest.Length)];
            var written = new byte[piece.Length];
            kept.AddRange(written[..minifier.Next(piece.Span, written)]);
            rest = rest[piece.Length..];
        }

        return [.. kept];
    }
}
