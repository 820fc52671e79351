namespace Periksa.Bench.Providers;

/// <summary>The rows about asking providers.</summary>
static class ProviderReport
{
    const double OneWriteGoal = 4;
    const double TwoWritesGoal = 7;
    const double InTimeGoal = 0.999;
    const double MegabytesGoal = 150;
    const double RememberedGoal = 0.7;

    public static void Add(Table table, Added added)
    {
        Rows("an inquiry by Sento, written once", added.Sento, OneWriteGoal);
        Rows("an inquiry by SNAP, written twice", added.Snap, TwoWritesGoal);

        void Rows(string asked, Series through, double goal)
        {
            Row($"added to a provider's 20 ms, {asked}, p50", through, load => load.P50, goal);
            Row("the same, p99", through, load => load.P99, goal: null);
        }

        void Row(string measure, Series through, Func<Load, double> wait, double? goal)
        {
            var ratio = added.RatioToProxy(through, wait);
            table.Add(
                measure,
                Table.Text($"+{through.DifferenceTo(added.Direct, wait):F2} ms"),
                Table.Text($"a bare proxy: +{added.Proxy.DifferenceTo(added.Direct, wait):F2} ms"),
                Table.Text($"{ratio:F2}"),
                goal is { } most ? Table.Text($"≤ {most:0}: {Table.Met(ratio <= most)}") : "");
        }
    }

    public static void Add(Table table, BesideHung hung)
    {
        var inTime = (double)hung.InTime / hung.Asked;
        table.Add(
            "one of two providers hangs: answered in the dialect's time",
            Table.Text($"{inTime:P2}"),
            goal: Table.Text($"≥ {InTimeGoal:P1}: {Table.Met(inTime >= InTimeGoal)}"));
        table.Add("the same, with the name, after 5 s", Table.Text($"{(double)hung.Final / hung.Later:P2}"));
    }

    public static void Add(Table table, Lateness late)
    {
        var grown = late.Most - late.Idle;
        table.Add(
            Table.Text($"{late.Asked:N0} answers late at once, all ended, those with the name"),
            Table.Text($"{late.Found:N0} in {late.Seconds:F1} s"));
        table.Add(
            "resident memory meanwhile",
            Table.Text($"{late.Most:N0} MB"),
            Table.Text($"idle: {late.Idle:N0} MB"),
            Table.Text($"+{grown:N0} MB"),
            Table.Text($"≤ +{MegabytesGoal:0} MB: {Table.Met(grown <= MegabytesGoal)}"));
    }

    public static void Add(Table table, Remembering answers, long rows) => table.AddRate(
        Table.Text($"Sento inquiries, {rows:N0} answers remembered"),
        answers.Remembered, "the sandbox's own bank", answers.Sandbox, atLeast: RememberedGoal);

    public static string Counted(BesideHung hung) => Table.Text(
        $"""
        Every inquiry that was passed on is stored. Of {hung.Asked:N0} beside a provider that hangs,
        {hung.InTime:N0} were answered in time, and of the {hung.Later:N0} asked after five seconds
        {hung.Final:N0} with the name.
        """);
}
