namespace Periksa.Bench.Snap;

/// <summary>What the signed dialects show, and what is wanted of it.</summary>
static class SnapReport
{
    public static void Add(Table table, Signed signed)
    {
        table.AddRate(
            "signed Paydia inquiries, all durable",
            signed.Paydia, "pgbench, bare INSERT", signed.Bare, atLeast: 1, aim: ", aim 1.5");
        table.AddRate(
            "signed inquiries of SNAP itself, service 16, all durable",
            signed.Standard, "Paydia", signed.Paydia, atLeast: 1);
        table.AddRate(
            "signed iFortepay inquiries, each with a callback to post",
            signed.IFortepay, "pgbench, bare INSERT", signed.Bare);
    }

    public static void Add(Table table, IReadOnlyDictionary<string, Verification> verifications)
    {
        Add("verifying a signature over 1 KB, symmetric", "Symmetric");
        Add("the same, pretty-printed", "SymmetricPretty");
        Add("the same, asymmetric", "Asymmetric");
        Add("minifying 1 KB, pretty-printed", "Minify");

        void Add(string measure, string name)
        {
            var one = verifications[name];
            table.Add(measure, Table.Text($"{one.Nanoseconds:N0} ns, {one.AllocatedBytes:N0} B"));
        }
    }

    public static string Counted(long signed) => Table.Text(
        $"""
        Of the signed dialects' {signed:N0} inquiries, each is stored with its external id and its reference, and
        each of iFortepay's with its callback. Every answer was a 200.
        """);
}
