using System.Globalization;
using System.Text;

namespace Periksa;

/// <summary>The names of whoever hold accounts, as banks say them.</summary>
public static class HolderNames
{
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
}
