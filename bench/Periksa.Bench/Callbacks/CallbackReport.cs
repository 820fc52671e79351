namespace Periksa.Bench.Callbacks;

/// <summary>What callbacks show, and what is wanted of it.</summary>
static class CallbackReport
{
    const double PerSecondGoal = 1_000;
    const int DeadPercent = Pace.DeadEndpoints * 100 / Pace.Endpoints;

    public static void Add(Table table, Calling calling, Pace pace)
    {
        var (sustained, backlog) = (calling.Sustained, calling.Backlog);

        table.Add(
            Table.Text($"callbacks delivered, {DeadPercent}% of the endpoints dead"),
            Table.Text($"{sustained.PerSecond:N0}/s"),
            goal: Table.Text($"≥ {PerSecondGoal:N0}/s: {Table.Met(sustained.PerSecond >= PerSecondGoal)}"));
        table.Add(
            Table.Text($"still waiting after {pace.CallbackSeconds / 2.0:0.#} s, after {pace.CallbackSeconds} s"),
            Table.Text($"{sustained.Halfway:N0}, {sustained.AtTheEnd:N0}"),
            goal: $"less than a second's: {Table.Met(sustained.AtTheEnd < sustained.PerSecond)}");
        table.Add("p50 from final status to first attempt", Table.Text($"{sustained.FirstP50:F2} ms"));
        table.Add("p99 from final status to first attempt", Table.Text($"{sustained.FirstP99:F2} ms"));
        table.Add("p99 of the inquiries' answers meanwhile", Table.Text($"{sustained.Answers.P99:F2} ms"));

        table.Add(
            Table.Text($"callbacks delivered, {Pace.Backlog:N0} waiting"), Table.Text($"{backlog.PerSecond:N0}/s"));
        table.Add(
            Table.Text($"p99 of {Pace.AsidePerSecond} inquiries a second meanwhile"),
            Table.Text($"{backlog.Middle(load => load.P99):F2} ms"));
    }

    public static string Counted(long called) =>
        Table.Text($"Everybody who answers was called back about each of {called:N0} inquiries.");
}
