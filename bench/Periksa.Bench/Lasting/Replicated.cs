using Periksa.Bench.Trials;

namespace Periksa.Bench.Lasting;

/// <summary>What it costs that each commit waits until a standby has it on its disk, too.</summary>
/// <remarks>Both servers of the pair are on this machine, and so share its disk.</remarks>
static class Replicated
{
    const double Aim = 2;

    /// <param name="pair">The same place, with a server that has a synchronous standby.</param>
    public static async Task Add(Table table, Place place, Place pair, Pace pace, Rounds rounds)
    {
        Console.WriteLine("With a synchronous standby:");
        await Databases.MakeBare(pair);
        await using var replicated = await TrialKind.Sento.Open(pair, "replicated");
        await using var alone = await TrialKind.Sento.Open(place, "not_replicated");
        await replicated.Ask(pace.WarmSeconds);
        await alone.Ask(pace.WarmSeconds);

        var loads = await rounds.Run(
            Pace.LastingRounds,
            new("pgbench, simple, replicated", () => PgBench.Run(pair, pace.RoundSeconds, "simple")),
            new("Periksa, replicated", () => replicated.Ask(pace.RoundSeconds)),
            new("Periksa, not replicated", () => alone.Ask(pace.RoundSeconds)));

        await replicated.Check();
        await alone.Check();
        table.AddRate(
            "Sento inquiries, each on a synchronous standby, too",
            loads[1], "pgbench, bare INSERT, likewise", loads[0], aimAt: Aim);
        table.AddRate("", loads[1], "no standby", loads[2]);
    }
}
