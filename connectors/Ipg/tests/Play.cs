using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Connectors.Ipg.Tests;

/// <summary>A gateway that is scripted, and the route that asks it.</summary>
sealed class Play : IAsyncDisposable
{
    public const string Secret = "secret-that-nobody-may-see";
    public const string Number = "8673011234567890";

    public static readonly InquiryId Id = new(Guid.Parse("0195840c-1e5c-7bb0-9b4a-0123456789ab"));
    public static readonly BankAccount Account = new("014", Number);
    public static readonly DateTimeOffset Now = new(2022, 4, 4, 23, 11, 58, TimeSpan.Zero);

    Play(ScriptedProvider provider, IpgRoute route) => (Provider, Route) = (provider, route);

    public ScriptedProvider Provider { get; }

    public IpgRoute Route { get; }

    public static async Task<Play> Begin()
    {
        var provider = await ScriptedProvider.Open();
        return new(provider, new(Options(provider.Url)));
    }

    /// <summary>The reply to a question that is answered so.</summary>
    public static async Task<BankReply> Hear(int status, string body)
    {
        await using var play = await Begin();
        play.Provider.Says(status, body);
        return await play.Ask();
    }

    public static IpgRouteOptions Options(Uri at) => new()
    {
        Name = new("ipg"),
        ServiceBase = at,
        ClientName = "bank-jaya",
        ApiKey = Secret,
    };

    public static BankQuestion Question(string number = Number) =>
        new(Id, Account with { Number = number }, Now) { IsVirtualAccount = true };

    public Task<BankReply> Ask(CancellationToken cancel = default) => Route.Ask(Question(), cancel);

    /// <summary>An answer as the vendor's page has it.</summary>
    public static string Answer(string rc, params IReadOnlyList<string> bills) => $$"""
        {"rc": "{{rc}}", "message": "m", "timestamp": "2022-04-05T06:11:58+07:00",
         "data": [{{string.Join(", ", bills)}}]}
        """;

    public static string Bill(
        string status = "active",
        string billed = "100000",
        string name = "John Doe",
        string type = "close",
        string number = Number) => $$"""
        {"hash": "x24da1dF", "va_number": "{{number}}", "type": "{{type}}", "name": "SPP Bulan Januari",
         "customer_name": "{{name}}", "customer_email": null, "total_amount": 100000, "billed_amount": {{billed}},
         "paid_amount": 0, "status": "{{status}}",
         "components": [{"id": "1", "name": "SPP", "qty": 1, "price": "100000", "total": "100000"}]}
        """;

    public ValueTask DisposeAsync()
    {
        Route.Dispose();
        return Provider.DisposeAsync();
    }
}
