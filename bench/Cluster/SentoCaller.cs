using System.Text.Json;

namespace Periksa.Bench.Cluster;

/// <summary>Asks whose account this is. The dialect knows no reference: what was not answered is asked anew, as
/// another inquiry.</summary>
sealed class SentoCaller(Callers callers)
{
    const string Dialect = "sento";

    public Task Once() => callers.Ask(
        Dialect, "/api/account-inquiry", """{"bank_code":"008","account_number":"12341234"}""", Read,
        ("x-username", "tokomaju"), ("x-api-key", "sento-sandbox-tokomaju-7Qm2"));

    static (string, Heard?) Read(JsonElement answer)
    {
        var code = answer.GetProperty("status").GetProperty("code").GetString()!;
        return (code, code is "000" ? new(Dialect, answer.GetProperty("id").GetString()!, null, null) : null);
    }
}
