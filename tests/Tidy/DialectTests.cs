namespace Periksa.Tests.Tidy;

public class DialectTests
{
    public static TheoryData<string> Dialects =>
        [.. Directory.GetDirectories(Tree.Absolute("dialects")).Select(folder => Path.GetFileName(folder)).Order()];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Has_code_tests_goldens_and_a_page_to_read(string dialect)
    {
        var room = $"dialects/{dialect}";

        Assert.Contains($"{room}/README.md", Tree.Files);
        Assert.Contains(Tree.Files, file => IsIn($"{room}/src", file, ".csproj"));
        Assert.Contains(Tree.Files, file => IsIn($"{room}/tests", file, ".csproj"));
        Assert.Contains(Tree.Files, file => IsIn($"{room}/goldens", file, ".http"));
    }

    static bool IsIn(string folder, string file, string ending) =>
        file.StartsWith($"{folder}/", StringComparison.Ordinal) && file.EndsWith(ending, StringComparison.Ordinal);
}
