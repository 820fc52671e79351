using System.Text.RegularExpressions;

namespace Periksa.Tests.Tidy;

/// <remarks>A letter in brackets keeps a pattern from finding itself.</remarks>
public partial class TextTests
{
    static readonly string[] Written = [".cs", ".sql", ".md", ".sh", ".json", ".csproj", ".props", "Makefile"];

    [Fact]
    public void Leaves_nothing_for_later() =>
        Find(Unfinished, Tree.FilesEnding(Written)).MustBeNone();

    [Fact]
    public void Skips_no_test() =>
        Find(Skipped, CodeIn("tests/")).MustBeNone();

    [Fact]
    public void Names_no_folder_of_anybody_s_own_machine() =>
        Find(MachinePath, Tree.FilesEnding(".cs", ".md", ".sh", ".json")).MustBeNone();

    [Fact]
    public void Keeps_wires_storage_clocks_and_chance_out_of_the_core() =>
        Find(BannedInCore, CodeIn("src/Core/")).MustBeNone();

    [Theory]
    [InlineData("// T" + "ODO: later")]
    [InlineData("throw new NotImplemented" + "Exception();")]
    public void Would_see_what_is_left_for_later(string line) => Assert.Matches(Unfinished, line);

    [Theory]
    [InlineData("[Fact(Sk" + "ip = \"slow\")]")]
    [InlineData("Assert.Sk" + "ip(\"slow\");")]
    public void Would_see_a_skipped_test(string line) => Assert.Matches(Skipped, line);

    [Theory]
    [InlineData("see /ho" + "me/budi/periksa")]
    [InlineData("\"/Us" + "ers/budi/periksa\"")]
    [InlineData("C:\\Us" + "ers\\budi")]
    public void Would_see_a_machine_s_own_path(string line) => Assert.Matches(MachinePath, line);

    [Theory]
    [InlineData("https://example.id/home/page")]
    [InlineData("/usr/lib/postgresql/17/bin")]
    [InlineData("../mnt/item")]
    public void Would_not_take_another_path_for_one(string line) => Assert.DoesNotMatch(MachinePath, line);

    static IEnumerable<string> CodeIn(string folder) =>
        Tree.FilesEnding(".cs").Where(file => $"/{file}".Contains($"/{folder}", StringComparison.Ordinal));

    static IEnumerable<string> Find(Regex pattern, IEnumerable<string> files) =>
        from file in files
        from line in Tree.Lines(file).Index()
        where pattern.IsMatch(line.Item)
        select $"{file}:{line.Index + 1}: {line.Item.Trim()}";

    [GeneratedRegex(@"\b(T[O]DO|F[I]XME|H[A]CK|N[o]tImplementedException)\b")]
    private static partial Regex Unfinished { get; }

    [GeneratedRegex(@"\bS[k]ip(Unless|When|Type)?\s*=|Assert\.S[k]ip")]
    private static partial Regex Skipped { get; }

    [GeneratedRegex(@"(?<![\w.])/(home|Users|root|work|mnt)/|\b[A-Z]:\\+Users")]
    private static partial Regex MachinePath { get; }

    [GeneratedRegex(
        """
        System\.(Text\.Json|Data|Net\.Http|Diagnostics\.Stopwatch)|Npgsql|Dapper|Microsoft\.|HttpClient|
        \b(TimeProvider|Stopwatch|Random|Console|Environment)\b|Guid\.(NewGuid|CreateVersion7)
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex BannedInCore { get; }
}
