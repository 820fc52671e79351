namespace Periksa.Operators;

/// <summary>Finds the word that was probably meant.</summary>
public static class Nearest
{
    /// <summary>The known word that is a few letters away; <c>null</c> where none is near.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        var (nearest, distance) = known
            .Select(one => (one, Distance(word.ToLowerInvariant(), one.ToLowerInvariant())))
            .OrderBy(one => one.Item2)
            .FirstOrDefault();
        return nearest is not null && distance <= Math.Max(1, nearest.Length / 3) ? nearest : null;
    }

    // How many letters are put in, left out or replaced (Levenshtein), row by row.
    static int Distance(string one, string other)
    {
        if (one.Length > 64)
            return int.MaxValue;   // nobody's slip

        var above = Enumerable.Range(0, other.Length + 1).ToArray();
        foreach (var (i, letter) in one.Index())
        {
            var row = new int[above.Length];
            row[0] = i + 1;
            for (var j = 1; j < row.Length; j++)
            {
                var replaced = above[j - 1] + (letter == other[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
            }

            above = row;
        }

        return above[^1];
    }
}
