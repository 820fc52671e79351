using Periksa.Bench.Trials;

namespace Periksa.Bench.Against;

/// <summary>This clone beside another commit: the same questions to both, in turn, over databases of their own on
/// the same server.</summary>
static class Comparison
{
    const double LowerEnd = 0.95;

    static readonly TrialKind[] Kinds =
    [
        TrialKind.Sento, TrialKind.IFortepay, TrialKind.Paydia, TrialKind.Transfers, TrialKind.Statuses,
        TrialKind.BillInquiries, TrialKind.Payments,
    ];

    /// <param name="other">The same place, with the other commit's programs.</param>
    /// <param name="name">What the other is called.</param>
    public static async Task<Table> Measure(Place place, Place other, string name, Pace pace, Rounds rounds)
    {
        var table = new Table();
        foreach (var (kind, number) in Kinds.Select((kind, number) => (kind, number)))
        {
            if (!pace.Includes(kind.Part))
                continue;

            Console.WriteLine($"{kind.Name}:");
            var (ours, theirs) = await Measure(place, other, kind, number, pace, rounds);
            Add(table, kind.Name, name, ours, theirs);
        }

        return table;
    }

    static async Task<(Series Ours, Series Theirs)> Measure(
        Place place, Place other, TrialKind kind, int number, Pace pace, Rounds rounds)
    {
        await using var ours = await kind.Open(place, $"ours_{number}");
        await using var theirs = await kind.Open(other, $"theirs_{number}");
        await ours.Ask(pace.WarmSeconds);
        await theirs.Ask(pace.WarmSeconds);

        var loads = await rounds.Run(
            Pace.AgainstRounds,
            new("this", () => ours.Ask(pace.RoundSeconds)),
            new("the other", () => theirs.Ask(pace.RoundSeconds)));

        await ours.Check();
        await theirs.Check();
        return (loads[0], loads[1]);
    }

    static void Add(Table table, string measure, string name, Series ours, Series theirs)
    {
        var spread = Spread.Of(ours, theirs);
        table.Add(
            measure,
            Table.Text($"{ours.PerSecond:N0}/s"),
            Table.Text($"{name}: {theirs.PerSecond:N0}/s"),
            Table.Text($"{spread.Ratio:F2} ({spread.Low:F2} to {spread.High:F2})"),
            Table.Text($"lower end ≥ {LowerEnd:F2}: {Table.Met(spread.Low >= LowerEnd)}"));
    }
}
