using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Connectors.Sento.Tests;

/// <summary>A provider that is scripted, and the route that asks it.</summary>
sealed class Play : IAsyncDisposable
{
    public const string Key = "key-that-nobody-may-see";

    public static readonly BankAccount Account = new("008", "12341234");

    Play(ScriptedProvider provider, SentoRoute route) => (Provider, Route) = (provider, route);

    public ScriptedProvider Provider { get; }

    public SentoRoute Route { get; }

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

    public static SentoRouteOptions Options(Uri at) => new()
    {
        Name = new("sento"),
        ServiceBase = at,
        Username = "periksa",
        ApiKey = Key,
    };

    public static BankQuestion Question(BankAccount account) =>
        new(new(Guid.Parse("0195840c-1e5c-7bb0-9b4a-0123456789ab")), account, DateTimeOffset.UnixEpoch);

    public Task<BankReply> Ask(CancellationToken cancel = default) => Route.Ask(Question(Account), cancel);

    /// <summary>An answer as the vendor writes it.</summary>
    public static string Answer(
        string code, string? name, string bank = "008", string number = "12341234") => $$"""
        {
          "status": {
            "code": "{{code}}",
            "message": "whatever it is"
          },
          "bank_code": "{{bank}}",
          "account_number": "{{number}}",
          "account_name": {{(name is null ? "null" : $"\"{name}\"")}},
          "timestamp": "2025-03-11T06:33:18",
          "id": null,
          "invoice_id": null
        }
        """;

    public ValueTask DisposeAsync()
    {
        Route.Dispose();
        return Provider.DisposeAsync();
    }
}
