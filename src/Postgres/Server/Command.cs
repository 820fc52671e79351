using System.ComponentModel;
using System.Diagnostics;

namespace Periksa.Postgres.Server;

/// <summary>Runs one of the system's programs to its end.</summary>
static class Command
{
    /// <summary>The user that the server runs as when the host runs as root, which PostgreSQL refuses to.</summary>
    public const string ServerUser = "postgres";

    public static bool IsRoot { get; } = Environment.IsPrivilegedProcess;

    public static (int ExitCode, string Output) Run(string program, IEnumerable<string> arguments, bool asServerUser)
    {
        var asOther = asServerUser && IsRoot;
        var start = new ProcessStartInfo(asOther ? "runuser" : program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",   // a folder that every user may enter
        };

        if (asOther)
            Add(start, ["-u", ServerUser, "--", program]);

        Add(start, arguments);
        Clean(start.Environment);

        using var process = TryStart(start)
            ?? throw new ServerException(
                $"{start.FileName} could not be started, which a private database needs: is it on the PATH?");

        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        return (process.ExitCode, output + errors.Result);
    }

    static Process? TryStart(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;   // there is no such program
        }
    }

    static void Add(ProcessStartInfo start, IEnumerable<string> arguments)
    {
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
    }

    // A caller's PGPORT or PGDATA would quietly point the programs elsewhere, and translated messages help no parser.
    static void Clean(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            environment.Remove(name);

        environment["LC_ALL"] = "C";
    }
}
