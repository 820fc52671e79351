using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Connectors.Ipg.Tests;

/// <summary>A gateway that breaks: what is concluded is unsure, in bounded time and memory, and it is asked
/// once.</summary>
public class FaultTests
{
    const long Gigabyte = 1L << 30;
    const long Megabyte = 1L << 20;

    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    static readonly string Yes = Play.Answer("SUCCESS", Play.Bill());

    [Fact]
    public Task Hangs_and_is_left_when_the_time_is_up() => IsLeft(Misbehaviour.Hang);

    [Fact]
    public Task Trickles_and_is_left_when_the_time_is_up() => IsLeft(Misbehaviour.Trickle(Yes));

    [Fact]
    public async Task Says_a_gigabyte_and_is_not_heard_out()
    {
        var sent = 0L;
        await IsUnclear(Misbehaviour.Flood(Gigabyte, bytes => Volatile.Write(ref sent, bytes)));

        Assert.InRange(Volatile.Read(ref sent), 0, 64 * Megabyte);
    }

    [Fact]
    public Task Breaks_the_connection_within_its_answer() => IsUnclear(Misbehaviour.Break(Yes));

    [Fact]
    public Task Breaks_the_connection_without_a_word() => IsUnclear(
        http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });

    [Fact]
    public async Task Leads_elsewhere_and_is_not_followed()
    {
        await using var elsewhere = await ScriptedProvider.Open();
        elsewhere.Says(200, Yes);

        await IsUnclear(
            http =>
            {
                http.Response.Redirect(new Uri(elsewhere.Url, "/x").ToString());
                return Task.CompletedTask;
            });

        Assert.Empty(elsewhere.Asked);
    }

    [Fact]
    public async Task Is_not_there()
    {
        var gone = await ScriptedProvider.Open();
        var url = gone.Url;
        await gone.DisposeAsync();
        using var route = new IpgRoute(Play.Options(url));

        var reply = await route.Ask(Play.Question(), CancellationToken.None);

        Assert.Equal(RouteFault.Unreachable, Assert.IsType<BankReply.NotAsked>(reply).Fault);
    }

    [Fact]
    public void Is_never_told_of_in_full() => Assert.Equal("ipg", Play.Options(new("http://localhost")).ToString());

    static async Task IsUnclear(Func<HttpContext, Task> behaviour)
    {
        await using var play = await Play.Begin();
        play.Provider.Answer = behaviour;

        Assert.Equal(new BankReply.Unclear(), await play.Ask());
        Assert.Single(play.Provider.Asked);
    }

    static async Task IsLeft(Func<HttpContext, Task> behaviour)
    {
        await using var play = await Play.Begin();
        play.Provider.Answer = behaviour;
        using var patience = new CancellationTokenSource(Patience);
        var began = Stopwatch.GetTimestamp();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => play.Ask(patience.Token));
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Patience + Soon);
        Assert.Single(play.Provider.Asked);
    }
}
