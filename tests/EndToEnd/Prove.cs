namespace Periksa.EndToEnd.Tests;

/// <summary>The program's own proof, run as an operator runs it.</summary>
public static class Prove
{
    public static async Task<(int ExitCode, string Output, string Errors)> Run(
        string database, params string[] options) =>
        await HostProcess.Run("", [("ConnectionStrings__Periksa", database)], ["prove", .. options]);

    public static async Task AssertNoDifference(string database)
    {
        var (exitCode, output, errors) = await Run(database);

        Assert.True(exitCode == 0, output + errors);
        Assert.EndsWith("\n0 differences", output, StringComparison.Ordinal);
    }
}
