using System.Text;
using static Periksa.Wire.Snap.Finder.SignatureMistake;
using Mistake = Periksa.Wire.Snap.Finder.SignatureMistake;

namespace Periksa.Wire.Snap.Tests.Finder;

/// <summary>Somebody who parses a body and writes it again, and what that comes to for a given body.</summary>
/// <param name="Write">From the minified body.</param>
/// <param name="Signs">ASCII signs that it escapes.</param>
sealed record Writer(
    string Name,
    Func<byte[], string> Write,
    bool EscapesSlashes = false,
    bool EscapesNonAscii = false,
    bool EscapesBeyond16Bits = false,
    string Signs = "",
    bool Sorts = false,
    bool WritesNumbers = false,
    bool LaysOut = false)
{
    public static implicit operator Mutation(Writer writer) => new(
        writer.Name,
        BodyRewritten,
        sender => sender.Body.Length is 0 ? sender : sender with
        {
            Minify = body => Encoding.UTF8.GetBytes(writer.Write(Sender.Minified(body))),
        },
        writer.MistakeOn);

    // One effect has a name of its own; several are a rewriting.
    Mistake MistakeOn(Sender sender)
    {
        if (sender.Body.Length is 0)
            return BodyRewritten;

        var text = Encoding.UTF8.GetString(Sender.Minified(sender.Body));
        var bare = text.Replace("\\/", "", StringComparison.Ordinal);
        var effects = new List<Mistake>();

        if (EscapesSlashes && bare.Contains('/', StringComparison.Ordinal))
            effects.Add(BodySlashesEscaped);
        if (!EscapesSlashes && bare != text)
            effects.Add(BodyEscapesUndone);
        if ((EscapesNonAscii && text.Any(one => one > 127)) || (EscapesBeyond16Bits && text.Any(char.IsSurrogate)))
            effects.Add(BodyNonAsciiEscaped);
        if (text.AsSpan().ContainsAny(Signs))
            effects.Add(BodyHtmlEscaped);
        if (Sorts && Bodies.Sorted(sender.Body) != Bodies.Compact(sender.Body))
            effects.Add(BodyKeysSorted);
        if (WritesNumbers && Bodies.WithNumbers(text, hasPoint: false) != text)
            effects.Add(BodyNumbersRewritten);

        return (LaysOut, effects.Count) switch
        {
            (true, 0) => BodyPrettyPrinted,
            (false, 1) => effects[0],
            _ => BodyRewritten,
        };
    }
}
