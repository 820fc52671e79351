namespace Periksa.Bench.Billing;

/// <summary>What bills show, and what is wanted of it.</summary>
static class BillReport
{
    public static string Counted(long paid) => Table.Text(
        $"""
        Every answer about a virtual account was a 200 with SUCCESS and about one that was asked about, or 2002400 where
        a bank asked. {paid:N0} payments are stored, all that were acknowledged among them. Each file's
        {Pace.ImportedRows:N0} bills were made.
        """);

    public static void Add(Table table, BillReading reading)
    {
        table.AddRate(
            Table.Text($"bill inquiries of a channel, {Pace.ManyBills:N0} stored, all durable"),
            reading.Periksa, "the plain way", reading.Plain, atLeast: 1);
        table.AddRate("", reading.Periksa, Table.Text($"{Pace.FewStored:N0} stored"), reading.Few, atLeast: 0.9);
        table.AddRate("a bank's by SNAP, of the same", reading.Snap, "a channel's", reading.Periksa, atLeast: 0.8);
    }

    public static void Add(Table table, BillPaying paying) => table.AddRate(
        "a bank's payments by SNAP, all durable", paying.Snap, "a channel's", paying.Channel);

    public static void Add(Table table, Importing importing) => table.AddRate(
        Table.Text($"bills imported from a file of {Pace.ImportedRows:N0}"),
        importing.Periksa, "PostgreSQL's COPY", importing.Copy, atLeast: 0.3);
}
