using System.Net;
using System.Text;
using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Connectors.Flip.Tests;

/// <summary>A provider that is scripted, and the route that asks it.</summary>
sealed class Play : IAsyncDisposable
{
    public const string Secret = "secret-that-nobody-may-see";
    public const string Token = "token-that-nobody-may-see";
    public const string Key = "0195840c1e5c7bb09b4a0123456789ab";

    public static readonly InquiryId Id = new(Guid.ParseExact(Key, "N"));
    public static readonly BankAccount Account = new("014", "5465327020");

    Play(ScriptedProvider provider, FlipRoute route) => (Provider, Route) = (provider, route);

    public ScriptedProvider Provider { get; }

    public FlipRoute Route { get; }

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

    /// <summary>A callback as it is read.</summary>
    public static ProviderCallback Read(string body) => Read(Encoding.UTF8.GetBytes(body));

    public static ProviderCallback Read(byte[] body) =>
        Read(body, Options(new("http://localhost")));

    public static ProviderCallback Read(byte[] body, FlipRouteOptions options)
    {
        using var route = new FlipRoute(options);
        return route.Read(new("https://us.example/callbacks/flip", "/callbacks/flip", _ => null, body));
    }

    /// <summary>A callback's body with these data.</summary>
    public static string Callback(string data, string token = Token) =>
        $"data={WebUtility.UrlEncode(data)}&token={WebUtility.UrlEncode(token)}";

    public static FlipRouteOptions Options(Uri at) => new()
    {
        Name = new("flip"),
        ServiceBase = at,
        SecretKey = Secret,
        ValidationToken = Token,
    };

    public static BankQuestion Question(BankAccount account) => new(Id, account, DateTimeOffset.UnixEpoch);

    public Task<BankReply> Ask(CancellationToken cancel = default) => Route.Ask(Question(Account), cancel);

    /// <summary>An answer as the vendor writes it.</summary>
    public static string Answer(
        string status, string holder, string bank = "bca", string number = "5465327020", string key = Key) => $$"""
        {
          "bank_code": "{{bank}}",
          "account_number": "{{number}}",
          "account_holder": "{{holder}}",
          "status": "{{status}}",
          "inquiry_key": "{{key}}"
        }
        """;

    public ValueTask DisposeAsync()
    {
        Route.Dispose();
        return Provider.DisposeAsync();
    }
}
