using Dapper;
using Npgsql;
using Periksa.Bench.Trials;

namespace Periksa.Bench.Lasting;

/// <summary>What stays as fast when a deployment has been up for long, or somebody looks at all of it.</summary>
static class LastingRows
{
    const double YearGoal = 0.9;
    const double SnapshotGoal = 0.8;

    const string KeepDays = "select make_days(current_date - @days, current_date - 1)";

    static readonly TrialKind[] Kinds =
        [TrialKind.Sento, TrialKind.IFortepay, TrialKind.Paydia, TrialKind.OpenAndClose];

    /// <summary>With a year's days kept, against few.</summary>
    public static async Task AddYear(Table table, Place place, Pace pace, Rounds rounds)
    {
        foreach (var (kind, number) in Kinds.Select((kind, number) => (kind, number)))
        {
            Console.WriteLine($"After a year, {kind.Name}:");
            await using var year = await Open(place, kind, $"year_{number}", Pace.DaysOfAYear);
            await using var few = await Open(place, kind, $"days_{number}", Pace.FewDays);
            var (many, some) = await Compare(year, few, pace, rounds, "a year kept", "ten days kept");

            table.AddRate(
                Table.Text($"after a year, {kind.Name}"),
                many, Table.Text($"{Pace.FewDays} days kept"), some, atLeast: YearGoal);
        }
    }

    /// <summary>With a snapshot open since before one partner's invoice was changed many times, against
    /// without.</summary>
    public static async Task AddSnapshot(Table table, Place place, Pace pace, Rounds rounds)
    {
        Console.WriteLine(Table.Text($"With a snapshot open beside {Pace.GroupsBesideSnapshot:N0} groups:"));
        await using var beside = await TrialKind.Sento.Open(place, "beside_snapshot");
        await using var alone = await TrialKind.Sento.Open(place, "no_snapshot");

        await using var reader = new NpgsqlConnection(place.Connection("beside_snapshot"));
        await reader.OpenAsync();
        await using var snapshot = await reader.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await reader.ExecuteAsync("select count(*) from inquiries", transaction: snapshot);
        await Task.WhenAll(WriteGroups(beside.Host), WriteGroups(alone.Host));

        var (with, without) = await Compare(beside, alone, pace, rounds, "a snapshot open", "none open");
        table.AddRate(
            Table.Text($"Sento inquiries, a snapshot open for {Pace.GroupsBesideSnapshot:N0} groups"),
            with, "none open", without, atLeast: SnapshotGoal);
    }

    static async Task<Trial> Open(Place place, TrialKind kind, string database, int days)
    {
        var trial = await kind.Open(place, database);
        await Databases.Run(place, database, KeepDays, new { days });
        return trial;
    }

    // Who waits for each answer before asking again has each inquiry in a group of its own.
    static async Task WriteGroups(Peer host)
    {
        using var inquirer = new Inquirer(host.Address);
        for (var i = 0; i < Pace.GroupsBesideSnapshot; i++)
            await inquirer.Ask();
    }

    static async Task<(Series One, Series Other)> Compare(
        Trial one, Trial other, Pace pace, Rounds rounds, string oneIs, string otherIs)
    {
        await one.Ask(pace.WarmSeconds);
        await other.Ask(pace.WarmSeconds);

        var loads = await rounds.Run(
            Pace.LastingRounds,
            new(oneIs, () => one.Ask(pace.RoundSeconds)),
            new(otherIs, () => other.Ask(pace.RoundSeconds)));

        await one.Check();
        await other.Check();
        return (loads[0], loads[1]);
    }
}
