namespace Periksa.Tests.Tidy;

/// <summary>Which part may know which. What is not in this table may not be known.</summary>
public class ArrowTests
{
    enum Part
    {
        Core,
        Rules,
        Gateway,
        Sandbox,
        Host,
        Wire,
        WireServer,
        Laws,
        Dialect,
        Connector,
        DialectTests,
        SdkTests,
        Tests,
    }

    [Fact]
    public void Point_only_where_the_table_says()
    {
        var wrong =
            from project in Project.All
            from reference in project.References
            where !MayKnow(project.Folder, reference)
            select $"{project.Folder} → {reference}";

        wrong.MustBeNone();
    }

    [Fact]
    public void Are_all_seen_by_these_tests()
    {
        var arrows = Project.All
            .SelectMany(project => project.References.Select(to => $"{project.Folder} → {to}"))
            .ToArray();

        Assert.Contains("src/Invoicing/rules → src/Core", arrows);   // from a project's own file
        Assert.Contains("dialects/Sento/src → wire/Http/src", arrows);   // from the props above it
        Assert.Contains("src/Host → dialects/Sento/src", arrows);   // from a pattern
        Assert.DoesNotContain("dialects/Sento/src → tests/Support", arrows);   // from a condition that does not hold
    }

    [Fact]
    public void Lead_from_the_core_to_nothing() =>
        Project.All.Single(project => project.Folder is "src/Core").References.MustBeNone();

    [Fact]
    public void Lead_from_the_core_and_the_rules_to_no_package_and_no_framework() =>
        Project.All
            .Where(project => PartOf(project.Folder) is Part.Core or Part.Rules)
            .SelectMany(project => project.Needs.Select(need => $"{project.Folder} needs {need}"))
            .MustBeNone();

    static bool MayKnow(string from, string to) => PartOf(from) switch
    {
        Part.Core => false,
        Part.Rules => PartOf(to) is Part.Core or Part.Rules,
        Part.Gateway => PartOf(to) is Part.Core or Part.Rules,
        Part.Sandbox => PartOf(to) is Part.Core or Part.Rules or Part.Gateway or Part.Wire or Part.Connector,
        Part.Host => PartOf(to) is not (Part.Host or Part.DialectTests or Part.SdkTests or Part.Tests),
        Part.Wire => PartOf(to) is Part.Wire,
        Part.WireServer => PartOf(to) is Part.Core or Part.Rules or Part.Wire,
        Part.Laws => PartOf(to) is Part.Core or Part.Wire or Part.WireServer || to is "tests/Support",
        Part.Dialect => PartOf(to) is Part.Core or Part.Rules or Part.Wire or Part.WireServer,
        Part.Connector => PartOf(to) is Part.Core or Part.Rules or Part.Wire,
        Part.DialectTests =>
            IsOwn(from, to) || to is "tests/Support" || PartOf(to) is Part.Core or Part.Wire or Part.Laws,
        Part.SdkTests => PartOf(to) is Part.Dialect or Part.Core or Part.Wire || to is "tests/Support",
        Part.Tests => PartOf(to) is not (Part.Dialect or Part.DialectTests or Part.SdkTests),
    };

    static bool IsOwn(string tests, string other) => Path.GetDirectoryName(tests) == Path.GetDirectoryName(other);

    static Part PartOf(string folder) => folder.Split('/') switch
    {
        ["src", "Core"] => Part.Core,
        ["src", _, "rules"] => Part.Rules,
        ["src"] => Part.Gateway,
        ["src", "Sandbox"] => Part.Sandbox,
        ["src", "Host"] => Part.Host,
        ["wire", "SnapServer" or "Sento", "src"] => Part.WireServer,   // they need to know who calls
        ["wire", _, "src"] => Part.Wire,
        ["wire", _, "laws"] => Part.Laws,
        ["dialects", _, "src"] => Part.Dialect,
        ["connectors", _, "src"] => Part.Connector,
        ["wire" or "dialects" or "connectors", _, "tests"] => Part.DialectTests,
        ["bench", ..] => Part.Host,   // hosts of another composition
        ["tests", "Sdk"] => Part.SdkTests,   // the same requests at several dialects
        ["tests", ..] => Part.Tests,
        _ => throw new NotSupportedException($"{folder} has no place in the table of arrows yet: give it one."),
    };
}
