using System.Globalization;

namespace Periksa.Postgres.Hosts;

/// <summary>The standbys that replicate, and how many of them commits wait for.</summary>
/// <param name="Connected">How many are there.</param>
/// <param name="Synchronous">How many of them commits may wait for.</param>
/// <param name="Wanted">How many they do wait for.</param>
readonly record struct Standbys(int Connected, int Synchronous, int Wanted)
{
    /// <summary>The number of standbys that are missing: as long as there are any, nothing is acknowledged.</summary>
    public int Missing => Math.Max(0, Wanted - Synchronous);

    /// <summary>The number of standbys that <c>synchronous_standby_names</c> has commits wait for.</summary>
    /// <param name="names">E.g. <c>FIRST 2 (a, b, c)</c>, <c>ANY 1 (*)</c>, <c>1 (a)</c>, or <c>a, b</c>, which waits
    /// for one.</param>
    public static int WantedBy(string names)
    {
        if (string.IsNullOrWhiteSpace(names))
            return 0;

        var head = names.Split('(', 2) is [var before, _] ? before : "";
        var number = head.Split(' ', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        return int.TryParse(number, CultureInfo.InvariantCulture, out var count) ? count : 1;
    }
}
