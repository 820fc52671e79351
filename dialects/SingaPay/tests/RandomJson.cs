using System.Globalization;
using System.Text;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>Writes well-formed JSON of every kind, carelessly: names in any order, white space anywhere, characters
/// escaped or not.</summary>
sealed class RandomJson(int seed)
{
    const int DepthMaximum = 6;

    static readonly string[] Characters =
    [
        "a", "b", "Z", "0", "_", " ", "/", "\"", "\\", "\b", "\f", "\n", "\r", "\t", "\u0001", "\u001f", "\u007f",
        "é", "\u2028", "€", "\uE000", "\uFFEE", "😀", "𝕏",
    ];

    static readonly string[] Numbers =
        ["0", "-0", "1.0", "1.50", "-12.5e-3", "1E+2", "1e400", "123456789012345678901234567890", "10000.01"];

    readonly Random _random = new(seed);

    public string Next() => $"{Space()}{Value(0)}{Space()}";

    string Value(int depth) => _random.Next(depth < DepthMaximum ? 8 : 5) switch
    {
        0 => "null",
        1 => _random.Next(2) is 0 ? "true" : "false",
        2 => Numbers[_random.Next(Numbers.Length)],
        3 or 4 => Text(FewCharacters()),
        5 => $"[{Space()}{Joined(() => Value(depth + 1), _random.Next(5))}{Space()}]",
        _ => Object(depth),
    };

    string Object(int depth)
    {
        var names = Enumerable.Range(0, _random.Next(7)).Select(_ => FewCharacters()).Distinct().ToArray();
        var next = 0;
        var members = Joined(() => $"{Text(names[next++])}{Space()}:{Space()}{Value(depth + 1)}", names.Length);
        return $"{{{Space()}{members}{Space()}}}";
    }

    string Joined(Func<string> one, int count) =>
        string.Join($"{Space()},{Space()}", Enumerable.Range(0, count).Select(_ => one()));

    string FewCharacters() => string.Concat(
        Enumerable.Range(0, _random.Next(4)).Select(_ => Characters[_random.Next(Characters.Length)]));

    string Text(string text) => $"\"{string.Concat(text.EnumerateRunes().Select(Written))}\"";

    string Written(Rune rune)
    {
        if (_random.Next(3) is 0)
            return Escaped(rune);

        return rune.Value switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '/' => _random.Next(2) is 0 ? "/" : "\\/",
            '\n' => "\\n",
            '\t' => "\\t",
            < ' ' => Escaped(rune),
            _ => rune.ToString(),
        };
    }

    string Escaped(Rune rune) => string.Concat(rune.ToString().Select(
        unit => "\\u" + ((int)unit).ToString(_random.Next(2) is 0 ? "x4" : "X4", CultureInfo.InvariantCulture)));

    string Space() => _random.Next(4) is 0 ? " \t\r\n"[.._random.Next(5)] : "";
}
