using System.Text.Json;

namespace Periksa.EndToEnd.Tests;

/// <summary>An operator at the command line.</summary>
static class Verb
{
    /// <summary>Runs a verb that must do what it is asked, with <c>--json</c>, and returns what it prints.</summary>
    public static async Task<JsonElement> Do(string database, params string[] arguments)
    {
        var (code, output, errors) = await Run(database, [.. arguments, "--json"]);
        Assert.Equal((0, ""), (code, errors));
        return JsonElement.Parse(output);
    }

    public static Task<(int Code, string Output, string Errors)> Run(string database, params string[] arguments) =>
        HostProcess.Run("", [("ConnectionStrings__Periksa", database)], arguments);

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
