using System.Globalization;

namespace Periksa.Bench;

/// <param name="Round">Measures it once.</param>
sealed record Contestant(string Name, Func<Task<Load>> Round);

/// <summary>Everybody in turn, several times over: what drifts on this machine meanwhile drifts for all of them.</summary>
static class Rounds
{
    static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(500);

    /// <summary>The median of each, in the order given.</summary>
    public static async Task<Load[]> Run(params Contestant[] contestants)
    {
        var loads = contestants.ToDictionary(contestant => contestant, _ => new List<Load>());

        for (var round = 0; round < Pace.Rounds; round++)
        {
            // Each round begins with another one, so that nobody always follows the same neighbour.
            foreach (var contestant in contestants.Skip(round).Concat(contestants.Take(round)))
            {
                await Task.Delay(Breath);
                var load = await contestant.Round();
                loads[contestant].Add(load);
                Tell(contestant.Name, load);
            }
        }

        return [.. contestants.Select(contestant => Load.Median(loads[contestant]))];
    }

    static void Tell(string name, Load load)
    {
        var waits = load.P99 > 0 ? $", p50 {load.P50,6:F2} ms, p99 {load.P99,6:F2} ms" : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {name,-32}{load.PerSecond,8:N0} a second{waits}"));
    }
}
