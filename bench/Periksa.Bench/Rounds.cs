using System.Globalization;

namespace Periksa.Bench;

/// <param name="Round">Measures it once.</param>
sealed record Contestant(string Name, Func<Task<Load>> Round);

/// <summary>Everybody in turn, many times over: what drifts on this machine meanwhile drifts for all of them.</summary>
sealed class Rounds(Place place)
{
    static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(500);

    readonly List<double> _flushes = [];

    /// <summary>How long the disk took to make a write durable, round by round, in milliseconds: the one number that no
    /// peer can do anything about.</summary>
    public (double Least, double Most) Flushes => (_flushes.DefaultIfEmpty().Min(), _flushes.DefaultIfEmpty().Max());

    /// <summary>Each one's rounds, in the order given.</summary>
    public async Task<Series[]> Run(int rounds, params Contestant[] contestants)
    {
        var loads = contestants.ToDictionary(contestant => contestant, _ => new List<Load>());

        for (var round = 0; round < rounds; round++)
        {
            Console.WriteLine(Table.Text($"  round {round + 1} of {rounds}"));

            // Each round begins with another one, so that nobody always follows the same neighbour.
            var first = round % contestants.Length;
            foreach (var contestant in contestants.Skip(first).Concat(contestants.Take(first)))
            {
                await Task.Delay(Breath);
                _flushes.Add(Disk.FlushMilliseconds(place.Work));
                var load = await contestant.Round();
                loads[contestant].Add(load);
                Tell(contestant.Name, load, _flushes[^1]);
            }
        }

        return [.. contestants.Select(contestant => new Series(loads[contestant]))];
    }

    static void Tell(string name, Load load, double flush)
    {
        var waits = load.P99 > 0 ? $"p50 {load.P50,6:F2} ms, p99 {load.P99,6:F2} ms" : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"    {name,-26}{load.PerSecond,8:N0}/s  {waits,-32} (flush before: {flush:F2} ms)"));
    }
}
