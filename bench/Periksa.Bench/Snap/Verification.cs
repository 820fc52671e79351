using System.Globalization;

namespace Periksa.Bench.Snap;

/// <summary>What one verification of a signature takes.</summary>
/// <param name="Name">The benchmark's.</param>
/// <param name="AllocatedBytes">On the managed heap.</param>
readonly record struct Verification(string Name, double Nanoseconds, long AllocatedBytes)
{
    /// <summary>Has them timed in a process of its own.</summary>
    public static async Task<Dictionary<string, Verification>> Measure(Place place)
    {
        await using var micro = Child.Start(
            place, "dotnet", [place.Built("Periksa.Bench.Micro", "Periksa.Bench.Micro")]);
        var output = await micro.Finish();

        return output.Split('\n')
            .Where(line => line.StartsWith("result ", StringComparison.Ordinal))
            .Select(Read)
            .ToDictionary(one => one.Name);
    }

    static Verification Read(string line)
    {
        var words = line.Split(' ');
        return new(
            words[1],
            double.Parse(words[2], CultureInfo.InvariantCulture),
            long.Parse(words[3], CultureInfo.InvariantCulture));
    }
}
