using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Periksa.Tests.Support;

namespace Periksa.Wire.Http.Tests;

/// <summary>The reports of refused requests, and their readers.</summary>
public sealed class RefusedRequestsTests
{
    readonly Lines _lines = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_caller_is_told_in_a_sandbox_only(bool isSandbox)
    {
        await using var host = await Serve(isSandbox);
        using var reply = await host.Client.GetAsync("/room/refused");

        Assert.Equal(isSandbox, reply.Headers.TryGetValues(RefusedRequests.AdviceHeader, out var advice));
        Assert.Equal(isSandbox ? ["Knock louder."] : null, advice);
        Assert.False((await host.Client.GetAsync("/room/fine")).Headers.Contains(RefusedRequests.AdviceHeader));
        Assert.Equal(
            [
                "one refused with 4711 what shop asked of /room/refused from 127.0.0.1. You knocked too softly. "
                + "Knock louder.",
            ],
            _lines.Written);
    }

    [Fact]
    public async Task Of_each_kind_a_few_a_minute_are_logged_and_the_others_counted()
    {
        using var refusals = Refusals(isSandbox: false);
        await using var host = await Serve(refusals);
        for (var i = 0; i < RefusedRequests.ShownOfKind + 3; i++)
            await host.Client.GetAsync("/room/refused");

        await host.Client.GetAsync("/room/other");
        Assert.Equal(RefusedRequests.ShownOfKind + 1, _lines.Written.Count);

        refusals.BeginMinute();
        Assert.Equal(
            "3 more were not shown in the last minute that one refused with 4711 to shop", _lines.Written[^1]);

        await host.Client.GetAsync("/room/refused");
        Assert.StartsWith("one refused with 4711", _lines.Written[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_kinds_together_are_bounded_too()
    {
        using var refusals = Refusals(isSandbox: false);
        await using var host = await Serve(refusals);
        for (var i = 0; i < RefusedRequests.ShownOfAll + 7; i++)
            await host.Client.GetAsync($"/room/refused?partner={i}");

        Assert.Equal(RefusedRequests.ShownOfAll, _lines.Written.Count);
        refusals.BeginMinute();
        Assert.Equal("2 more refusals of other kinds were not shown", _lines.Written[^1]);
    }

    static readonly string[] SecretHeaders =
        ["x-api-key", "api-key", "X-Access-Token", "X-Client-Secret", "X-Auth", "apikey"];

    [Fact]
    public async Task A_sandbox_remembers_the_last_of_each_partner_without_secrets()
    {
        var recent = new RecentRequests(TimeProvider.System);
        await using var host = await Serve(Refusals(isSandbox: true), recent);
        for (var i = 0; i < RecentRequests.OfPartner + 10; i++)
            await host.Client.GetAsync($"/room/refused?n={i}");

        using var asked = new HttpRequestMessage(HttpMethod.Post, "/room/fine?partner=other&access_token=hunter2")
        {
            Content = new StringContent(
                $$"""{"api_key":"hunter2\"hunter2","pass":1,"password":42,"name":"{{new string('x', 5000)}}"}"""),
        };
        asked.Headers.Add("Authorization", "Bearer hunter2");
        foreach (var header in SecretHeaders)
            asked.Headers.Add(header, "hunter2");

        asked.Headers.Add("X-Seen", "seen");
        await host.Client.SendAsync(asked);

        var kept = recent.Of("shop");
        Assert.Equal(RecentRequests.OfPartner, kept.Count);
        Assert.Equal("/room/refused?n=209", kept[0].Target);
        Assert.Equal(
            ("4711", "You knocked too softly.", "Knock louder."), (kept[0].Code, kept[0].Reason, kept[0].Advice));

        var other = Assert.Single(recent.Of("other"));
        Assert.Null(other.Code);
        Assert.Equal(200, other.Status);
        Assert.StartsWith(
            """{"api_key":"(masked)","pass":1,"password":"(masked)","name":"xxx""",
            other.Body,
            StringComparison.Ordinal);
        Assert.True(other.Body.Length <= RecentRequests.BodyLimitBytes + 20);
        Assert.Equal("/room/fine?partner=other&access_token=(masked)", other.Target);
        Assert.Contains(KeyValuePair.Create("Authorization", "Bearer (masked)"), other.Headers);
        Assert.All(
            SecretHeaders, header => Assert.Contains(KeyValuePair.Create(header, "(masked)"), other.Headers));
        Assert.Contains(KeyValuePair.Create("X-Seen", "seen"), other.Headers);
        Assert.Equal(RecentRequests.OfPartner + 1, recent.Of(partner: null).Count);
        Assert.Equal(other.Target, recent.Of(partner: null)[0].Target);
    }

    [Fact]
    public async Task A_sandbox_in_haste_remembers_refusals_alone()
    {
        const int asked = 4 * RecentRequests.AnswersASecond;
        var recent = new RecentRequests(TimeProvider.System);
        await using var host = await Serve(Refusals(isSandbox: true), recent);

        var began = Environment.TickCount64;
        for (var i = 0; i < asked; i++)
            await host.Client.PostAsync($"/room/fine?partner=fine-{i % 20}", content: null);

        await host.Client.GetAsync("/room/refused?n=1");
        var seconds = (Environment.TickCount64 / 1000) - (began / 1000) + 1;

        Assert.Single(recent.Of("shop"));
        Assert.InRange(recent.Of(partner: null).Count, 1, 1 + Math.Min(asked, seconds * RecentRequests.AnswersASecond));
    }

    RefusedRequests Refusals(bool isSandbox) => new(_lines, TimeProvider.System, isSandbox);

    Task<BareHost> Serve(bool isSandbox) => Serve(Refusals(isSandbox));

    static Task<BareHost> Serve(RefusedRequests refusals, RecentRequests? recent = null) => BareHost.Start(
        services =>
        {
            services.AddSingleton(refusals);
            if (recent is not null)
                services.AddSingleton(recent);
        },
        routes =>
        {
            var served =
                new DialectRoutes(routes.MapGroup("/room").OfDialect("one", "One"), () => Reply(500, refused: null));
            served.Serve("/refused", Method, (HttpMethods.Get, http => Refuse(http, "4711")));
            served.Serve("/other", Method, (HttpMethods.Get, http => Refuse(http, "4712")));
            served.Serve(
                "/fine", Method, (HttpMethods.Get, http => Answer(http)), (HttpMethods.Post, http => Answer(http)));
        },
        IPAddress.Loopback);

    static Task<JsonReply> Refuse(HttpContext http, string code)
    {
        Hints.Name(http, Partner(http));
        Hints.Explain(http, "You knocked too softly.");
        return Task.FromResult(Reply(400, new(code, "Go away.", "Knock louder.")));
    }

    static async Task<JsonReply> Answer(HttpContext http)
    {
        Hints.Name(http, Partner(http));
        await Body.Receive(http.Request, http.RequestAborted);
        return Reply(200, refused: null);
    }

    static string Partner(HttpContext http) =>
        http.Request.Query.TryGetValue("partner", out var partner) ? partner.ToString() : "shop";

    static JsonReply Method(int status) => Reply(status, new("405", "No.", "Yes."));

    static JsonReply Reply(int status, Refused? refused) =>
        JsonReply.Of(status, new Receipt("said", null, 0), Shapes.Exact.Receipt, refused);

    /// <summary>The lines that were logged, as they read.</summary>
    sealed class Lines : ILogger<RefusedRequests>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            lock (Written)
                Written.Add(formatter(state, exception));
        }
    }
}
