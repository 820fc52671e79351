using System.Globalization;
using System.Text;

namespace Periksa;

/// <summary>The names of whoever hold accounts, as banks say them.</summary>
public static class HolderNames
{
    /// <summary>A name of so many letters that another begins with was cut, wherever that was.</summary>
    const int CutAfter = 10;

    /// <summary>True if a name is nobody's: it is missing, empty, or nothing of it can be seen.</summary>
    public static bool IsBlank(string? name)
    {
        foreach (var one in (name ?? "").EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(one)
                && Rune.GetUnicodeCategory(one) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True if some letters of a name are hidden.</summary>
    public static bool IsMasked(string name) => NamePattern.IsMasked(name);

    /// <summary>True if two names may be one holder's: the same but for capitals, accents, spaces and punctuation,
    /// for what is masked, and for where the shorter one was cut.</summary>
    /// <remarks>It is for finding out that two are surely not the same. That two agree proves nothing.</remarks>
    public static bool Agree(string one, string other)
    {
        var (shorter, longer) = (NamePattern.Of(one), NamePattern.Of(other));
        if (shorter.Length == longer.Length)
            return shorter.MayBe(longer);

        if (shorter.Length > longer.Length)
            (shorter, longer) = (longer, shorter);

        return shorter.MayBegin(longer, CutAfter);
    }
}
