namespace Periksa.Bench.Disbursing;

/// <summary>What disbursements show, and what is wanted of it.</summary>
static class DisbursingReport
{
    public static void Add(Table table, Reading reading, Pace pace)
    {
        table.AddRate(
            Table.Text($"disbursements' statuses asked, {Pace.FewStored:N0} stored"),
            reading.Periksa, "the plain way", reading.Plain, atLeast: 1);
        table.AddRate(
            Table.Text($"the same, {pace.History:N0} stored"),
            reading.Full, Table.Text($"{Pace.FewStored:N0} stored"), reading.Periksa, atLeast: 0.9);
    }

    public static void Add(Table table, Transferring transferring) => table.AddRate(
        "signed transfers from one account, all durable",
        transferring.Periksa, "pgbench, like TPC-B", transferring.TpcB);

    public static string Counted(long transfers) => Table.Text(
        $"""
        Every answer about a status was a 200 with SP000 and the disbursement asked about. Each acknowledged
        transfer is stored, {transfers:N0} in all; their account was debited for just these, and `periksa prove`
        finds 0 differences.
        """);
}
