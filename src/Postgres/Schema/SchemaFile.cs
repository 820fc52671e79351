using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Periksa.Postgres.Schema;

/// <summary>One numbered file of the schema, and what its header says about it.</summary>
sealed record SchemaFile(int Number, string Text)
{
    const string Folder = "Postgres/Schema/";
    const string CommentMark = "--";

    /// <summary>This build's, in order.</summary>
    public static IReadOnlyList<SchemaFile> All { get; } = [.. Read()];

    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>The oldest build, named by its newest file, that works on a database with this file.</summary>
    /// <remarks>A file that says nothing is taken to break every build before it: to forget the line is safe.</remarks>
    public int MinCompatible =>
        Header("min_compatible") is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : Number;

    /// <summary>False for what PostgreSQL refuses inside a transaction, such as indexes made concurrently.</summary>
    public bool IsOneTransaction => Header("transaction") is not "none";

    /// <summary>True for what takes something away that builds before <see cref="MinCompatible"/> use and this one does
    /// not: it waits until no host of theirs is left, and hosts of this build start without it.</summary>
    public bool IsContract => Header("kind") is "contract";

    /// <summary>A file outside a transaction, cut where a line ends with a semicolon: it holds no function.</summary>
    public IEnumerable<string> Statements =>
        from part in Text.ReplaceLineEndings("\n").Split(";\n")
        let statement = part.Trim().TrimEnd(';')
        where statement.Split('\n').Any(line => line.Length > 0 && !IsComment(line))
        select statement;

    // "-- name: value", above the first line that is no comment.
    string? Header(string name)
    {
        var start = $"{CommentMark} {name}:";
        var line = Text.ReplaceLineEndings("\n").Split('\n')
            .TakeWhile(line => line.Length == 0 || IsComment(line))
            .FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal));

        return line?[start.Length..].Trim();
    }

    static bool IsComment(string line) => line.StartsWith(CommentMark, StringComparison.Ordinal);

    static IEnumerable<SchemaFile> Read() =>
        from name in typeof(SchemaFile).Assembly.GetManifestResourceNames()
        where name.StartsWith(Folder, StringComparison.Ordinal) && char.IsAsciiDigit(name[Folder.Length])
        orderby name
        select new SchemaFile(
            int.Parse(name.AsSpan(Folder.Length, 3), CultureInfo.InvariantCulture), Sql.Read(name));
}
