namespace Periksa.Wire.Snap.Finder;

/// <summary>Number of characters of a JSON string that are escaped, by kind.</summary>
readonly record struct EscapeTally(int Slashes, int NonAscii, int Ascii)
{
    /// <summary>Names what became of a string's escapes.</summary>
    public static void AddChanges(string received, string written, HashSet<SignatureMistake> changes)
    {
        var (before, after) = (Of(received), Of(written));

        if (after.Slashes > before.Slashes)
            changes.Add(SignatureMistake.BodySlashesEscaped);
        if (after.NonAscii > before.NonAscii)
            changes.Add(SignatureMistake.BodyNonAsciiEscaped);
        if (after.Ascii > before.Ascii)
            changes.Add(SignatureMistake.BodyHtmlEscaped);
        if (after.Slashes < before.Slashes || after.NonAscii < before.NonAscii || after.Ascii < before.Ascii)
            changes.Add(SignatureMistake.BodyEscapesUndone);
        if (before == after)
            changes.Add(SignatureMistake.BodyRewritten);
    }

    static EscapeTally Of(string text)
    {
        var (slashes, nonAscii, ascii) = (0, 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not '\\')
                continue;

            i++;
            if (text[i] is '/')
                slashes++;
            else if (text[i] is 'u' && (text[i + 1] is not '0' || text[i + 2] is not '0' || text[i + 3] > '7'))
                nonAscii++;
            else if (text[i] is 'u')
                ascii++;
        }

        return new(slashes, nonAscii, ascii);
    }
}
