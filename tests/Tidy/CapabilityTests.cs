using System.Text.RegularExpressions;

namespace Periksa.Tests.Tidy;

/// <summary>Which capability may know which, within the one assembly that they share.</summary>
public partial class CapabilityTests
{
    static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Inquiries"] = ["Invoicing", "Ledger", "Partners", "Callbacks", "Postgres", "Telemetry"],
        ["Invoicing"] = ["Ledger", "Partners", "Postgres"],
        ["Bills"] = ["Ledger", "Partners", "Callbacks", "Postgres", "Telemetry"],
        ["Disbursements"] = ["Inquiries", "Ledger", "Partners", "Callbacks", "Postgres", "Telemetry"],
        ["Ledger"] = ["Postgres"],
        ["Partners"] = ["Postgres"],
        ["Callbacks"] = ["Inquiries", "Bills", "Disbursements", "Postgres"],   // of those three, the rules
        ["Postgres"] = ["Partners"],   // hosts tell the age of their memory and the names of their keys
        ["Proof"] = ["Invoicing", "Bills", "Disbursements", "Ledger", "Postgres"],
        ["Retention"] = ["Bills", "Postgres"],
        ["Operators"] =
            ["Inquiries", "Invoicing", "Bills", "Disbursements", "Ledger", "Partners", "Callbacks", "Postgres"],
        ["Monitoring"] = ["Inquiries", "Postgres"],   // what routes have saved; of the others it reads the tables
        ["Telemetry"] = ["Inquiries", "Bills", "Disbursements"],
    };

    public static TheoryData<string> Capabilities =>
    [
        .. Directory.GetDirectories(Tree.Absolute("src"))
            .Select(folder => Path.GetFileName(folder))
            .Except(Projects)
            .Order(),
    ];

    static readonly string[] Projects = ["Core", "Sandbox", "Host"];

    [Theory, MemberData(nameof(Capabilities))]
    public void Knows_only_what_the_table_says(string capability)
    {
        Assert.True(
            MayKnow.TryGetValue(capability, out var known),
            $"src/{capability} has no row in this table yet: say which capabilities it may know.");

        var wrong =
            from file in Tree.FilesEnding(".cs")
            where file.StartsWith($"src/{capability}/", StringComparison.Ordinal)
            from line in Tree.Lines(file)
            let used = Used.Match(line)
            where used.Success && used.Groups["capability"].Value is var other
                && other != capability && !known!.Contains(other)
            select $"{file}: {line}";

        wrong.MustBeNone();
    }

    [Theory, MemberData(nameof(Capabilities))]
    public void Is_compiled_into_the_gateway(string capability) =>
        Assert.Contains(
            $"<Compile Include=\"{capability}/**/*.cs\"",
            File.ReadAllText(Tree.Absolute("src/Periksa.Gateway.csproj")),
            StringComparison.Ordinal);

    [GeneratedRegex(@"^using Periksa\.(?<capability>\w+)(\.\w+)*;")]
    private static partial Regex Used { get; }
}
