using System.Text.RegularExpressions;

namespace Periksa.Tests.Tidy;

public partial class NameTests
{
    [Fact]
    public void Say_what_a_thing_is_and_not_which_pattern_it_follows() =>
        TypeNames()
            .Where(type => BannedEnding.IsMatch(type.Name))
            .Select(type => $"{type.File}: {type.Name}")
            .MustBeNone();

    [Fact]
    public void Are_all_read_by_these_tests() =>
        Assert.Superset(
            new HashSet<string>
            {
                "Money", "AccountInquiry", "InquiryRefusal", "IInquiryLog", "AccountInquiries", "NameTests",
            },
            TypeNames().Select(type => type.Name).ToHashSet());

    [Theory]
    [InlineData("InquiryDto", true)]
    [InlineData("MoneyUtils", true)]
    [InlineData("DialectBase", true)]
    [InlineData("Database", false)]
    [InlineData("InquiryRequest", false)]
    public void End_badly_where_a_pattern_shows(string name, bool isBanned) =>
        Assert.Equal(isBanned, BannedEnding.IsMatch(name));

    static IEnumerable<(string File, string Name)> TypeNames() =>
        from file in Tree.FilesEnding(".cs")
        from line in Tree.Lines(file)
        let declared = Declaration.Match(line)
        where declared.Success
        select (file, declared.Groups["name"].Value);

    [GeneratedRegex(@"^\s*([a-z]+\s+)*(class|interface|enum|struct|record(\s+(class|struct))?)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration { get; }

    [GeneratedRegex(@"(Dto|Model|Manager|Helper|Util|Service|Processor|Impl|Base|Common)s?$")]
    private static partial Regex BannedEnding { get; }
}
