using Microsoft.AspNetCore.Http;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Connectors.SingaPay.Tests;

/// <summary>A provider that gives a token and is scripted for the rest, and the connector that asks it.</summary>
sealed class Play : IAsyncDisposable
{
    public const string Secret = "secret-that-nobody-may-see";
    public const string Reference = "0f1e2d3c4b5a8978a6b5c4d3e2f10011";
    public const string TokenPath = "/api/v1.1/access-token/b2b";

    /// <summary>An evening in Jakarta, on the day after London's.</summary>
    public static readonly DateTimeOffset Now = new(2025, 12, 11, 17, 30, 5, TimeSpan.Zero);

    public static readonly BankAccount Account = new("002", "1234567890000");

    public static readonly PayoutOrder Order = new(
        new(Guid.Parse(Reference)), "331222025121209092460774035", Account, Money.Rupiah(50_000), "sometimes");

    Play(ScriptedProvider provider) => (Provider, Connector) = (provider, new(Options(provider.Url), Tokens, Clock));

    public ScriptedProvider Provider { get; }

    public SingaPayConnector Connector { get; }

    public RememberedTokens Tokens { get; } = new();

    static StoppedClock Clock { get; } = new(Now);

    /// <summary>What was asked besides for tokens.</summary>
    public IReadOnlyList<string> Asked =>
        [.. Provider.Asked.Where(one => !one.StartsWith($"POST {TokenPath}", StringComparison.Ordinal))];

    public static SingaPayOptions Options(Uri at) => new()
    {
        Name = new("singapay-main"),
        ServiceBase = at,
        PartnerId = "b3ed7d4b-a96c-6c08-b3c7-12c3124242d9",
        ClientId = "our-client",
        ClientSecret = Secret,
        AccountId = "01JZ0T0K0MAJ0000000000000A",
    };

    /// <summary>Without anything scripted it is silent but for tokens.</summary>
    public static async Task<Play> Begin(int status = 200, string body = "")
    {
        var play = new Play(await ScriptedProvider.Open());
        play.Says(status, body);
        return play;
    }

    /// <summary>Has it answer everything but requests for tokens so.</summary>
    public void Says(int status, string body, string contentType = "application/json") =>
        Does(http => Say(http, status, body, contentType));

    public void Does(Func<HttpContext, Task> answer)
    {
        var tokens = 0;
        Provider.Answer = http => http.Request.Path == TokenPath
            ? Say(http, 200, Token($"token-{++tokens}"))
            : answer(http);
    }

    public static string Token(string token, string expiresIn = "\"3600\"") => $$"""
        {"status":200,"success":true,
        "data":{"access_token":"{{token}}","token_type":"Bearer","expires_in":{{expiresIn}} } }
        """;

    public static async Task Say(HttpContext http, int status, string body, string contentType = "application/json")
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        await http.Response.WriteAsync(body);
    }

    public Task<PayoutReply> Pay(CancellationToken cancel = default) => Connector.Pay(Order, cancel);

    public Task<PayoutReply> AskStatus(CancellationToken cancel = default) => Connector.Ask(Order, cancel);

    public Task<BankReply> AskName(CancellationToken cancel = default) =>
        Connector.Ask(new BankQuestion(new(Guid.Parse(Reference)), Account, Now), cancel);

    /// <summary>What is concluded from one answer to a transfer, and to a question about it.</summary>
    public static async Task<(PayoutReply Sent, PayoutReply Asked)> Hear(int status, string body)
    {
        await using var play = await Begin(status, body);
        return (await play.Pay(), await play.AskStatus());
    }

    /// <summary>The same, of whose account it is.</summary>
    public static async Task<BankReply> HearName(int status, string body)
    {
        await using var play = await Begin(status, body);
        return await play.AskName();
    }

    /// <summary>A refusal as the vendor writes it.</summary>
    public static string Refusal(string code, string message = "whatever it is", string data = "null") => $$"""
        {"response_code":"{{code}}","response_message":"{{message}}","data":{{data}}}
        """;

    public static void IsNoWord((PayoutReply Sent, PayoutReply Asked) heard)
    {
        Assert.IsType<PayoutReply.NoWord>(heard.Sent);
        Assert.IsType<PayoutReply.NoWord>(heard.Asked);
    }

    public ValueTask DisposeAsync()
    {
        Connector.Dispose();
        return Provider.DisposeAsync();
    }
}
