using System.Globalization;
using System.Runtime.InteropServices;

namespace Periksa.Bench;

/// <summary>What the numbers were measured on.</summary>
static class Facts
{
    public static async Task<string> Read(Place place, (double Least, double Most) flushes)
    {
        var cores = Environment.ProcessorCount;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30);
        var postgresql = await Databases.Version(place);
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

        return string.Create(CultureInfo.InvariantCulture,
            $"{day:yyyy-MM-dd}; {cores} cores ({Processor()}), {memory} GB; "
            + $"PostgreSQL {postgresql}, {RuntimeInformation.FrameworkDescription}, "
            + $"{RuntimeInformation.OSArchitecture}, Linux {Environment.OSVersion.Version}; "
            + $"{Pace.Connections} connections, fsync and synchronous_commit on, "
            + $"a flush of the disk took {flushes.Least:F2} to {flushes.Most:F2} ms.");
    }

    static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':')[1].Trim() ?? "unknown";
}
