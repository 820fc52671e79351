namespace Periksa.Host.Verbs;

/// <summary>Prints rows in columns, for people and for tools that cut at spaces.</summary>
static class Table
{
    const int GapWidth = 2;

    /// <param name="rows">Each with as many cells as there are <paramref name="heads"/>.</param>
    public static void Write(string[] heads, IEnumerable<string?[]> rows)
    {
        string[][] all = [heads, .. rows.Select(row => row.Select(Cell).ToArray())];
        var widths = heads.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        foreach (var row in all)
        {
            Console.WriteLine(string.Concat(
                row.Select((cell, column) => cell.PadRight(widths[column] + GapWidth))).TrimEnd());
        }
    }

    /// <summary>Prints names and values, a line each; those without a value are left out.</summary>
    public static void WriteFields(params (string Name, string? Value)[] fields)
    {
        var width = fields.Max(field => field.Name.Length);
        foreach (var (name, value) in fields.Where(field => field.Value is not null))
            Console.WriteLine($"{name.PadRight(width)}  {Cell(value)}");
    }

    /// <summary>A moment as people read it, in WIB.</summary>
    public static string? Moment(DateTimeOffset? at) => at is { } moment
        ? FormattableString.Invariant($"{moment.ToOffset(BusinessDay.Wib):yyyy-MM-dd HH:mm:ss} WIB")
        : null;

    // What was written by hand may hold what would move a terminal's cursor.
    static string Cell(string? text) => string.IsNullOrEmpty(text)
        ? "-"
        : string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter));
}
