using System.Diagnostics;

namespace Periksa.EndToEnd.Tests;

/// <summary>The program's verbs, each in a process of its own.</summary>
public sealed partial class HostProcess
{
    /// <summary>Runs one of the program's commands to its end.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> Run(string input, params string[] arguments) =>
        Run(input, [], arguments);

    /// <summary>The same, with settings.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> Run(
        string input, (string Name, string Value)[] settings, params string[] arguments)
    {
        using var process = StartVerb(settings, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(StartPatience);
        return (process.ExitCode, (await output).Trim(), (await errors).Trim());
    }

    /// <summary>Runs a verb, and kills it at a moment by SIGKILL. It must be at work then.</summary>
    public static async Task RunAndKill(
        (string Name, string Value)[] settings, Func<Task> moment, params string[] arguments)
    {
        using var process = StartVerb(settings, arguments);
        var printed = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.StandardInput.Close();
        try
        {
            await moment();
            Assert.False(process.HasExited, "It came to its end before.");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            await printed;
        }
    }

    static Process StartVerb((string Name, string Value)[] settings, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Dll, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Prepare(start);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        return Process.Start(start)!;
    }
}
