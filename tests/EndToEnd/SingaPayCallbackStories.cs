using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>How the end of a disbursement is told.</summary>
public sealed class SingaPayCallbackStories : IAsyncLifetime
{
    HostProcess _host = null!;
    string _database = "";

    SingaPay Toko => SingaPay.At(_host);

    Inbox Inbox => new(_host, "toko-maju-singapay");

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
    }

    public async ValueTask DisposeAsync()
    {
        await Prove.AssertNoDifference(_database);
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Each_end_is_told_with_this_vendors_signature_and_told_again_by_its_table()
    {
        await Inbox.Answer(503);
        await Toko.Transfer("paid");
        await Toko.Transfer("refused", "9900000005", "014", 20_000);
        await Toko.Follow("paid");
        await Toko.Follow("refused");
        var controls = new SandboxControls(_host);
        for (var attempts = 1; attempts < 5; attempts++)
        {
            await Attempted(attempts);
            await controls.Advance(TimeSpan.FromSeconds(70));
        }

        await Attempted(5);
        await controls.Advance(TimeSpan.FromDays(1));
        await Eventually.Is(async () => await Count.Ask<int>(
            _database, "select count(*) from callbacks where state = 'parked'") == 2);

        var told = await Inbox.List();
        Assert.Equal(10, told.Length);   // the first, and four more after a 503
        Assert.All(told, AssertSigned);
        Assert.All(
            told.GroupBy(one => Field(one.Body, "reference_number")),
            group => Assert.Single(group.Select(one => one.Body).Distinct()));
        foreach (var (reference, code) in new[] { ("paid", "SP000"), ("refused", "SP001") })
        {
            var body = told.First(one => Field(one.Body, "reference_number") == reference).Body;
            var status = (await Toko.Status(reference)).Body;
            var data = status[status.IndexOf("{\"transaction_id\"", StringComparison.Ordinal)..^2];
            Assert.StartsWith($$"""{"response_code":"{{code}}",""", body, StringComparison.Ordinal);
            Assert.Contains(
                $",\"event\":\"disbursement\",\"data\":{data},\"failed_code\":", body, StringComparison.Ordinal);
        }
    }

    async Task Attempted(int attempts) => await Eventually.Is(async () => await Count.Ask<int>(
        _database, "select count(*) from callback_attempts where number = @attempts", new { attempts }) == 2);

    static string Field(string body, string name)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("data").GetProperty(name).GetString()!;
    }

    // The body's keys are not in order, so what is signed is not what is sent: they are sorted here by hand.
    internal static void AssertSigned(Callback callback)
    {
        var token = callback.Header("Authorization")["Bearer ".Length..];
        using var json = JsonDocument.Parse(callback.Body);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sorted(json.RootElement))));
        var text = $"POST:{callback.Path}:{token}:{digest}:{callback.Header("X-Timestamp")}";

        Assert.Equal(SingaPay.Sign(SingaPay.Toko.Secret, text), callback.Header("X-Signature"));
        Assert.Equal(SingaPay.Toko.PartnerId, callback.Header("X-PARTNER-ID"));
        Assert.Equal("SingaPaymentGateway/1.0", callback.Header("User-Agent"));
    }

    static string Sorted(JsonElement value) => value.ValueKind is JsonValueKind.Object
        ? "{" + string.Join(',', value.EnumerateObject().OrderBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => $"\"{one.Name}\":{Sorted(one.Value)}")) + "}"
        : value.GetRawText();
}
