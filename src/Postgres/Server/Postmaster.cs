using System.Globalization;

namespace Periksa.Postgres.Server;

/// <summary>The server's first process.</summary>
static class Postmaster
{
    /// <summary>True if the process that serves <paramref name="data"/> is there and is no zombie.</summary>
    public static bool IsAlive(string data)
    {
        if (!Directory.Exists("/proc"))
            return true;   // nowhere to look; its users will notice

        try
        {
            var pid = int.Parse(
                File.ReadLines(Path.Combine(data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

            // "1234 (postgres) S 1 …": the letter after the name is the state. After a crash of the whole machine the
            // number may belong to somebody else.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat.Contains("(postgres)", StringComparison.Ordinal)
                && stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }
}
