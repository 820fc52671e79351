using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Periksa.Bench.Cluster;

/// <summary>Sends money in SingaPay's words. What was not answered is sent again, with the same reference; told that it
/// had been sent, the merchant asks what it was.</summary>
/// <param name="name">What its references begin with.</param>
sealed class MerchantCaller(Callers callers, string token, string name)
{
    const string Dialect = "singapay";
    const string Partner = "b3ed7d4b-a96c-6c08-b3c7-12c3124242d9";
    const string ClientId = "singapay-tokomaju";
    const string Secret = "singapay-sandbox-secret-tokomaju";
    const string Account = "01JZ0T0K0MAJ0000000000000A";
    const string TransferPath = "/api/v2.0/disbursement/transfer";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    int _count;

    /// <summary>Puts enough on the account, and asks for a token, which is good for an hour and at every
    /// host.</summary>
    public static async Task<string> Prepare(Callers callers)
    {
        await callers.Get($"/sandbox/accounts/{Account}/top-up", """{"amount":"100000000000.00"}""");

        var day = TimeProvider.System.GetUtcNow().ToOffset(Wib).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var answer = await callers.Get(
            "/api/v1.1/access-token/b2b", """{"grant_type":"client_credentials"}""",
            ("X-PARTNER-ID", Partner), ("X-CLIENT-ID", ClientId), ("X-Signature", Sign($"{ClientId}_{Secret}_{day}")));
        return answer.GetProperty("data").GetProperty("access_token").GetString()!;
    }

    public async Task Once(CancellationToken stop)
    {
        var reference = $"{name}-{_count++}";
        var code = await Transfer(reference);
        while (code is not "SP000" && !stop.IsCancellationRequested)
        {
            await Task.Delay(Pause, CancellationToken.None);
            code = code is "SP004" ? await AskStatus(reference) : await Transfer(reference);
        }
    }

    Task<string> Transfer(string reference)
    {
        // Its keys are in order, and it is compact: it is signed as it is sent.
        var body = $$"""{"account_id":"{{Account}}","amount":10000,"bank_account_number":"1234567890000" """.TrimEnd()
            + $$""","bank_code":"002","notes":"cluster","reference_number":"{{reference}}"}""";
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        return callers.Ask(
            Dialect, TransferPath, body, Read,
            [
                .. Headers, ("X-Timestamp", $"{stamp}"),
                ("X-Signature", Sign($"POST:{TransferPath}:{token}:{digest}:{stamp}")),
            ]);
    }

    Task<string> AskStatus(string reference) => callers.Ask(
        Dialect, $"/api/v2.0/disbursement/{Account}/inquiry-status", $$"""{"reference_number":"{{reference}}"}""",
        Read, Headers);

    (string Name, string Value)[] Headers => [("X-PARTNER-ID", Partner), ("Authorization", $"Bearer {token}")];

    static (string, Heard?) Read(JsonElement answer)
    {
        var code = answer.GetProperty("response_code").GetString()!;
        if (code is not "SP000")
            return (code, null);

        var data = answer.GetProperty("data");
        return (code, new(
            Dialect,
            data.GetProperty("transaction_id").GetString()!,
            data.GetProperty("reference_number").GetString(),
            data.GetProperty("gross_amount").GetProperty("value").GetString()));
    }

    static string Sign(string text) => Convert.ToHexStringLower(
        HMACSHA512.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(text)));
}
