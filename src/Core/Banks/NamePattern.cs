using System.Text;

namespace Periksa;

/// <summary>A holder's name as far as it can be compared: its letters and digits, where its words end, and where
/// something is masked.</summary>
/// <remarks>A letter with an accent, or of another script, may be any: banks write it in as many ways.</remarks>
sealed class NamePattern
{
    const char Mask = '*';
    const string Masks = "*•●∗＊#";

    /// <summary>So many of them in a row are a mask; fewer are somebody's initials.</summary>
    const int MaskingLetters = 3;
    const char MaskingLetter = 'X';

    /// <summary>No name is longer, and comparing takes time with the length of both.</summary>
    const int LengthMaximum = 200;

    const string InsideWords = "'’`´";

    readonly List<char> _signs = [];
    readonly HashSet<int> _ends = [0];

    NamePattern(string name)
    {
        foreach (var one in name.ToUpperInvariant())
        {
            if (Length >= LengthMaximum)
                break;

            if (char.IsAsciiLetterOrDigit(one))
                Add(one);
            else if (Masks.Contains(one, StringComparison.Ordinal) || char.IsLetterOrDigit(one))
                Add(Mask);
            else if (!InsideWords.Contains(one, StringComparison.Ordinal))
                _ends.Add(_signs.Count);
        }

        _ends.Add(_signs.Count);
    }

    /// <summary>How many letters and digits it has, with those that are masked one by one.</summary>
    public int Length { get; private set; }

    /// <summary>How many of them can be seen.</summary>
    public int Visible => _signs.Count(sign => sign is not Mask);

    /// <summary>True if it has a mask in it, and not just letters that banks write in several ways.</summary>
    public static bool IsMasked(string name) =>
        Unmasked(name).Any(one => Masks.Contains(one, StringComparison.Ordinal));

    public static NamePattern Of(string name) => new(Unmasked(name));

    /// <summary>True if they may be the same from beginning to end.</summary>
    public bool MayBe(NamePattern other) => Reach(other)[^1];

    /// <summary>True if it may be what the other begins with: all of it, whole words, or so much that it must have been
    /// cut.</summary>
    public bool MayBegin(NamePattern other, int enough)
    {
        var reached = Reach(other);
        return Enumerable.Range(0, reached.Length)
            .Any(place => reached[place] && (Visible >= enough || other._ends.Contains(place)));
    }

    // Which places of the other all of this one may reach to; a mask is any number of letters.
    bool[] Reach(NamePattern other)
    {
        var reached = new bool[other._signs.Count + 1];
        reached[0] = true;
        other.SkipMasks(reached);
        return _signs.Aggregate(reached, other.Step);
    }

    bool[] Step(bool[] before, char sign)
    {
        var after = new bool[before.Length];
        for (var place = 0; place < before.Length; place++)
        {
            if (sign is Mask)
                after[place] = before[place] || (place > 0 && after[place - 1]);
            else if (before[place] && place < _signs.Count)
                Take(place, sign, after);
        }

        SkipMasks(after);
        return after;
    }

    void Take(int place, char sign, bool[] after)
    {
        if (_signs[place] is Mask)
            after[place] = true;
        else if (_signs[place] == sign)
            after[place + 1] = true;
    }

    void SkipMasks(bool[] reached)
    {
        for (var place = 0; place < _signs.Count; place++)
            reached[place + 1] |= reached[place] && _signs[place] is Mask;
    }

    void Add(char sign)
    {
        Length++;
        if (sign is not Mask || _signs is not [.., Mask])
            _signs.Add(sign);
    }

    static string Unmasked(string name)
    {
        var text = new StringBuilder(name);
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && char.ToUpperInvariant(text[end]) is MaskingLetter)
                end++;

            for (var place = start; place < end && end - start >= MaskingLetters; place++)
                text[place] = Mask;

            start = Math.Max(start, end - 1);
        }

        return text.ToString();
    }
}
