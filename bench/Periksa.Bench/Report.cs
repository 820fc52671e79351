namespace Periksa.Bench;

/// <summary>Which numbers stand beside which, and what is wanted of them.</summary>
static class Report
{
    const double StartGoalSeconds = 2;

    public static void Add(Table table, Saturation all)
    {
        table.AddRate(
            "throughput, all durable", all.Periksa, "pgbench, bare INSERT", all.Bare, atLeast: 1.2, aim: ", aim 1.8");
        table.AddRate("", all.Periksa, "pgbench, prepared INSERT", all.Prepared);
        table.AddRate("", all.Periksa, "the plain way", all.Plain, atLeast: 4);
        table.AddRate("", all.Periksa, "Periksa without storage", all.NoStorage);
        table.AddRate("throughput, 64 partners in turn", all.PeriksaMany, "the plain way", all.PlainMany);
        Waits(table, "p50 at that throughput", all.Periksa, all.Plain, load => load.P50);
        Waits(table, "p99 at that throughput", all.Periksa, all.Plain, load => load.P99, atMost: 15);
    }

    public static void Add(Table table, Steady steady)
    {
        Compare("p50", load => load.P50);
        Compare("p99", load => load.P99);

        void Compare(string name, Func<Load, double> wait)
        {
            var measure = Table.Text($"{name} at {Pace.SteadyPerSecond:N0} requests a second");
            Waits(table, measure, steady.Periksa, steady.Plain, wait);

            var (ours, without) = (steady.Periksa.Middle(wait), steady.NoStorage.Middle(wait));
            var added = steady.Periksa.DifferenceTo(steady.NoStorage, wait);
            table.AddWait("", ours, "without storage", without, Table.Text($"+{added:F2} ms"));
        }
    }

    static void Waits(
        Table table, string measure, Series ours, Series plain, Func<Load, double> wait, double? atMost = null)
    {
        var ratio = Table.Text($"{ours.RatioTo(plain, wait):F2}");
        table.AddWait(measure, ours.Middle(wait), "the plain way", plain.Middle(wait), ratio, atMost);
    }

    public static void Add(Table table, History history, long rows) => table.AddRate(
        Table.Text($"throughput, {rows:N0} inquiries stored"),
        history.Full,
        "none stored",
        history.Empty,
        atLeast: 0.9);

    public static void AddMemory(Table table, double idle, double loaded)
    {
        table.Add("resident memory, idle", Table.Text($"{idle:N0} MB"));
        table.Add("resident memory, under load", Table.Text($"{loaded:N0} MB"));
    }

    public static void AddStart(Table table, double seconds) => table.Add(
        "from start to first answer, with its own database", Table.Text($"{seconds:F2} s"),
        goal: Table.Text($"< {StartGoalSeconds:0} s: {Table.Met(seconds < StartGoalSeconds)}"));

    public static string Counted(long periksa, long plain) => Table.Text(
        $"""
        Counted afterwards: every acknowledged inquiry is stored, and on its invoice exactly once:
        Periksa's {periksa:N0} and the plain way's {plain:N0}. No request failed.
        """);
}
