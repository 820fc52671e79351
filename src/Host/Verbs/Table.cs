using Periksa.Operators;
using Spectre.Console;

namespace Periksa.Host.Verbs;

/// <summary>Prints rows in columns, for people and for tools that cut at spaces: a row is a line, however narrow the
/// terminal is. On one that can, what the columns are called is bold.</summary>
static class Table
{
    const int WidthMaximum = 10_000;

    static readonly Padding Gap = new(0, 0, 2, 0);
    static readonly Padding NoGap = new(0);

    /// <param name="rows">Each with as many cells as there are <paramref name="heads"/>.</param>
    public static void Write(string[] heads, IEnumerable<string?[]> rows)
    {
        var grid = GridOf(heads.Length);
        grid.AddRow([.. heads.Select(head => new Text(head, new(decoration: Decoration.Bold)))]);
        foreach (var row in rows)
            grid.AddRow([.. row.Select(cell => new Text(Cell(cell)))]);

        Print(grid);
    }

    /// <summary>Prints a part of a list, and how to see the rest of it.</summary>
    /// <param name="none">What is said where there is nothing.</param>
    public static void Write<T>(Page<T> page, string none, string[] heads, Func<T, string?[]> row)
    {
        if (page.Data.Count == 0)
            Console.WriteLine(none);
        else
            Write(heads, page.Data.Select(row));

        if (page.NextCursor is { } cursor)
            Console.WriteLine($"There are more: --after {cursor}");
    }

    /// <summary>Prints names and values, a line each; those without a value are left out.</summary>
    public static void WriteFields(params (string Name, string? Value)[] fields)
    {
        var grid = GridOf(2);
        foreach (var (name, value) in fields.Where(field => field.Value is not null))
            grid.AddRow(new Text(name), new Text(Cell(value)));

        Print(grid);
    }

    /// <summary>A moment as people read it, in WIB.</summary>
    public static string? Moment(DateTimeOffset? at) => at is { } moment
        ? FormattableString.Invariant($"{moment.ToOffset(BusinessDay.Wib):yyyy-MM-dd HH:mm:ss} WIB")
        : null;

    static Grid GridOf(int columns)
    {
        var grid = new Grid();
        for (var column = 1; column <= columns; column++)
            grid.AddColumn(new() { NoWrap = true, Padding = column < columns ? Gap : NoGap });

        return grid;
    }

    static void Print(Grid grid)
    {
        var output = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Out) });
        output.Profile.Width = WidthMaximum;
        output.Write(grid);
    }

    // What was written by hand may hold what would move a terminal's cursor.
    static string Cell(string? text) => string.IsNullOrEmpty(text)
        ? "-"
        : string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter));
}
