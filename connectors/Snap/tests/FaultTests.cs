using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Periksa.Inquiries;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Snap.Tests;

/// <summary>Whatever a provider does, it is never taken for a yes or a no, and ends in bounded time.</summary>
public class FaultTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    public static TheoryData<string, RequestDelegate> Breaking => new()
    {
        { "too long", Faults.TooLong },
        { "reset", Faults.Reset },
        { "hangs up", Faults.HangUp },
        { "html", Provider.Says(200, "<html><body>Test BCA</body></html>", "text/html") },
        { "html 502", Provider.Says(502, "<h1>Bad Gateway</h1>", "text/html") },
        { "nothing", Provider.Says(200, "") },
        { "no content", http => { http.Response.StatusCode = 204; return Task.CompletedTask; } },
    };

    [Theory]
    [MemberData(nameof(Breaking))]
    public async Task Is_unclear(string fault, RequestDelegate answer)
    {
        await using var provider = await Provider.Start(answer);

        Assert.True(await Play.Ask(Play.Preset("standard"), provider) is BankReply.Unclear, fault);
        Assert.Single(provider.Questions);
    }

    public static TheoryData<string, RequestDelegate> Endless => new()
    {
        { "hangs", Faults.Hang },
        { "trickles", Faults.Trickle },
    };

    [Theory]
    [MemberData(nameof(Endless))]
    public async Task Ends_when_the_time_is_up(string fault, RequestDelegate answer)
    {
        await using var provider = await Provider.Start(answer);
        using var route = Play.Of(Play.Preset("standard"), provider.Address);
        using var patience = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        var asked = route.Ask(Play.Question, patience.Token);
        while (!provider.Questions.Any())
            await Task.Delay(10);

        patience.CancelAfter(Patience);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked.WaitAsync(Play.Soon));
        Assert.True(clock.Elapsed < Play.Soon, fault);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Is_not_followed_elsewhere(int status)
    {
        await using var elsewhere = await Provider.Start(Provider.Says(200, Play.Found));
        await using var provider = await Provider.Start(http =>
        {
            http.Response.Headers.Location = new Uri(elsewhere.Address, http.Request.Path.Value).ToString();
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        Assert.IsType<BankReply.Unclear>(await Play.Ask(Play.Preset("standard"), provider));
        Assert.Empty(elsewhere.Sent);
    }

    [Theory]
    [InlineData(SnapSignature.Symmetric)]
    [InlineData(SnapSignature.Asymmetric)]
    public async Task Is_not_asked_where_nobody_listens(SnapSignature signature)
    {
        using var route = Play.Of(Play.Preset("standard") with { Signature = signature }, Faults.Nobody());

        await IsNotReached(route);
    }

    [Theory]
    [InlineData(-1, SnapSignature.Symmetric)]
    [InlineData(-1, SnapSignature.Asymmetric)]
    [InlineData(1, SnapSignature.Asymmetric)]
    public async Task Is_not_asked_where_its_certificate_has_ended(int days, SnapSignature signature)
    {
        var (authority, certificate) = Faults.Certificates(TimeSpan.FromDays(days));
        await using var provider = await Provider.Start(Provider.Says(200, Play.Found), certificate);
        using var route = Play.Of(
            Play.Preset("standard") with { Signature = signature },
            provider.Address,
            connection: new ProviderClientOptions { Authority = authority });

        if (days < 0)
            await IsNotReached(route);
        else
            Assert.IsType<BankReply.Found>(await route.Ask(Play.Question, CancellationToken.None));

        Assert.Equal(days > 0, provider.Sent.Any());
    }

    [Fact]
    public async Task Is_not_asked_where_its_certificate_is_nobody_s()
    {
        var (_, certificate) = Faults.Certificates(TimeSpan.FromDays(1));
        await using var provider = await Provider.Start(Provider.Says(200, Play.Found), certificate);
        using var route = Play.Of(
            Play.Preset("standard") with { Signature = SnapSignature.Asymmetric }, provider.Address);

        await IsNotReached(route);
    }

    /// <summary>As behind a firewall that lets nothing back: connecting ends by itself, before anything is
    /// sent.</summary>
    [Fact]
    public async Task Is_not_asked_where_it_never_shakes_hands()
    {
        using var mute = new TcpListener(IPAddress.Loopback, port: 0);
        mute.Start();
        using var route = Play.Of(
            Play.Preset("standard") with { Signature = SnapSignature.Asymmetric },
            new($"https://{mute.LocalEndpoint}"));

        await IsNotReached(route);
    }

    static async Task IsNotReached(SnapRoute route)
    {
        var reply = await route.Ask(Play.Question, CancellationToken.None).WaitAsync(Play.Soon);

        Assert.Equal(RouteFault.Unreachable, Assert.IsType<BankReply.NotAsked>(reply).Fault);
    }
}
