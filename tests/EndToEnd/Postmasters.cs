using System.Diagnostics;
using System.Globalization;

namespace Periksa.EndToEnd.Tests;

/// <summary>The first process of a private PostgreSQL server.</summary>
static class Postmasters
{
    /// <param name="signal">-QUIT for a crash, without goodbye; -INT for a shutdown that tells every
    /// connection.</param>
    public static void Send(string folder, string signal)
    {
        var pid = int.Parse(
            File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        using var kill = Process.Start("kill", [signal, $"{pid}"]);
        kill.WaitForExit();
    }
}
