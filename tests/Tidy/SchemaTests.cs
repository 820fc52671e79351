using System.Text.Json;
using System.Text.RegularExpressions;

namespace Periksa.Tests.Tidy;

/// <summary>The JSON Schema of the settings' file has every name that is read from it.</summary>
public partial class SchemaTests
{
    const string Schema = "docs/operating/config.schema.json";
    const string Readers = "src/Host/Connectors/";

    [Fact]
    public void Has_each_name_that_is_read()
    {
        var schema = File.ReadAllText(Tree.Absolute(Schema));
        var read = Tree.FilesEnding("Settings.cs")
            .Append("src/Host/Connectors/Routes.cs")
            .Where(file => file.StartsWith(Readers, StringComparison.Ordinal))
            .SelectMany(file => Reading.Matches(File.ReadAllText(Tree.Absolute(file))))
            .SelectMany(match => match.Groups["kind"].Value.EndsWith("Secret", StringComparison.Ordinal)
                ? new[] { match.Groups["name"].Value, match.Groups["name"].Value + "File" }
                : [match.Groups["name"].Value])
            .Distinct()
            .ToArray();

        Assert.Contains("HmacSecretFile", read);
        Assert.Contains("Banks", read);
        read.Where(name => !schema.Contains($"\"{name}\"", StringComparison.Ordinal)).MustBeNone();
    }

    [Fact]
    public void Is_JSON()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Tree.Absolute(Schema)));

        Assert.Equal("object", schema.RootElement.GetProperty("type").GetString());
    }

    [GeneratedRegex("""\.(?<kind>[A-Z][A-Za-z]+)(?:<\w+>)?\(\s*"(?<name>[A-Z][A-Za-z]+)"(?:,|\))""")]
    private static partial Regex Reading { get; }
}
