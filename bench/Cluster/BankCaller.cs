using System.Text.Json;

namespace Periksa.Bench.Cluster;

/// <summary>Pays 1000.00 to a virtual account that takes any amount. What was not answered is sent again, with the
/// same reference, until somebody says that it was paid.</summary>
/// <param name="name">What its references begin with.</param>
sealed class BankCaller(Callers callers, string name)
{
    const string Dialect = "ipg-channel";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    int _count;

    public async Task Once(CancellationToken stop)
    {
        var reference = $"{name}-{_count++}";
        while (await Pay(reference) is not "SUCCESS" && !stop.IsCancellationRequested)
            await Task.Delay(Pause, CancellationToken.None);
    }

    Task<string> Pay(string reference) => callers.Ask(
        Dialect, "/api/v2/ch/payment",
        $$"""
        {"va_number":"8673011234567890","ref_id":"{{reference}}","amount":"1000","terminal_id":"atm",
        "transaction_date":"2024-12-30 20:45:50","customer_name":null}
        """,
        answer => Read(answer, reference));

    static (string, Heard?) Read(JsonElement answer, string reference)
    {
        var code = answer.GetProperty("rc").GetString()!;
        return (code, code is "SUCCESS" ? new(Dialect, reference, reference, "1000.00") : null);
    }
}
