using System.Text;
using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Connectors.Iluma.Tests;

/// <summary>A provider that is scripted, and the route that asks it.</summary>
sealed class Play : IAsyncDisposable
{
    public const string Secret = "secret-that-nobody-may-see";
    public const string Token = "token-that-nobody-may-see";
    public const string Reference = "0195840c1e5c7bb09b4a0123456789ab";
    public const string Theirs = "5f3a1b2c4d";

    public static readonly InquiryId Id = new(Guid.ParseExact(Reference, "N"));
    public static readonly BankAccount Account = new("014", "5465327020");

    Play(ScriptedProvider provider, IlumaRoute route) => (Provider, Route) = (provider, route);

    public ScriptedProvider Provider { get; }

    public IlumaRoute Route { get; }

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

    /// <summary>The reply where the answer is asked for, and is this.</summary>
    public static async Task<BankReply> Get(int status, string body)
    {
        await using var play = await Begin();
        play.Provider.Says(status, body);
        return await play.Get();
    }

    /// <summary>A callback as it is read.</summary>
    public static ProviderCallback Read(string body, string? token = Token, IlumaRouteOptions? options = null)
    {
        using var route = new IlumaRoute(options ?? Options(new("http://localhost")));
        return route.Read(new(
            "https://us.example/callback",
            "/callback",
            header => header is "X-CALLBACK-TOKEN" ? token : null,
            Encoding.UTF8.GetBytes(body)));
    }

    public static IlumaRouteOptions Options(Uri at) => new()
    {
        Name = new("iluma"),
        ServiceBase = at,
        ApiKey = Secret,
        CallbackToken = Token,
        BankCodes = new Dictionary<string, string> { ["014"] = "BCA", ["002"] = "BRI" },
    };

    public static BankQuestion Question(BankAccount account) => new(Id, account, DateTimeOffset.UnixEpoch);

    public Task<BankReply> Ask(CancellationToken cancel = default) => Route.Ask(Question(Account), cancel);

    public Task<BankReply> Get(CancellationToken cancel = default) => Route.Get(Question(Account), Theirs, cancel);

    /// <summary>An answer, or a callback.</summary>
    public static string Answer(
        string status,
        string result = "null",
        string bank = "BCA",
        string number = "5465327020",
        string reference = Reference,
        string id = Theirs) => $$"""
        {
          "id": "{{id}}",
          "status": "{{status}}",
          "bank_code": "{{bank}}",
          "bank_account_number": "{{number}}",
          "reference_id": "{{reference}}",
          "result": {{result}}
        }
        """;

    public static string Result(bool isFound, string? name = null) => $$"""
        {"is_found": {{(isFound ? "true" : "false")}},
         "account_holder_name": {{(name is null ? "null" : $"\"{name}\"")}},
         "is_virtual_account": false, "name_matching_result": "NOT_MATCH"}
        """;

    public ValueTask DisposeAsync()
    {
        Route.Dispose();
        return Provider.DisposeAsync();
    }
}
