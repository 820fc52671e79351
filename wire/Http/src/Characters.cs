namespace Periksa.Wire.Http;

/// <summary>Counts characters as people and databases do: one beyond the basic plane is one, though .NET writes it as
/// two.</summary>
public static class Characters
{
    public static bool AreAtMost(string text, int maximum) => LengthOfFirst(text, maximum) == text.Length;

    /// <summary>The first characters of a text; never half of one.</summary>
    public static string First(string text, int maximum) => text[..LengthOfFirst(text, maximum)];

    static int LengthOfFirst(string text, int maximum)
    {
        if (text.Length <= maximum)
            return text.Length;

        var length = 0;
        for (var i = 0; i < maximum && length < text.Length; i++)
            length += char.IsSurrogatePair(text, length) ? 2 : 1;

        return length;
    }
}
