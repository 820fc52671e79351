using System.Text.RegularExpressions;

namespace Periksa.Tests.Tidy;

/// <summary>An operator's alarm names a log line by its number.</summary>
public partial class EventIdTests
{
    [Fact]
    public void Mean_one_line_each() => (
        from file in Tree.FilesEnding(".cs")
        where !file.StartsWith("tests/", StringComparison.Ordinal)
        from line in Tree.Lines(file)
        let number = Number.Match(line)
        where number.Success
        group file by number.Groups[1].Value into one
        where one.Count() > 1
        select $"event {one.Key}: {string.Join(", ", one)}").MustBeNone();

    [GeneratedRegex(@"LoggerMessage\((\d+)\b")]
    private static partial Regex Number { get; }
}
