using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Connectors.SingaPay.Tests;

/// <summary>A provider that breaks, or does not play fair.</summary>
public class FaultTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    [Fact]
    public Task Hangs_and_is_left_when_the_time_is_up() => IsLeftInTime(Misbehaviour.Hang);

    [Fact]
    public Task Trickles_and_is_left_when_the_time_is_up() => IsLeftInTime(Misbehaviour.Trickle(Samples.Success));

    [Fact]
    public async Task Sends_a_gigabyte_of_which_little_is_read()
    {
        const long gigabyte = 1L << 30;
        var sent = 0L;
        await using var play = await Play.Begin();
        play.Does(Misbehaviour.Flood(gigabyte, bytes => Volatile.Write(ref sent, bytes)));

        Play.IsNoWord((await play.Pay(), await play.AskStatus()));
        Assert.Equal(new BankReply.Unclear(), await play.AskName());
        Assert.InRange(Volatile.Read(ref sent), 0, gigabyte / 32);   // what the sockets between them hold
    }

    [Fact]
    public async Task Breaks_the_connection_within_its_answer_and_is_sent_nothing_again()
    {
        await using var play = await Play.Begin();
        play.Does(Misbehaviour.Break(Samples.Success));

        Play.IsNoWord((await play.Pay(), await play.AskStatus()));
        Assert.Equal(2, play.Asked.Count);
    }

    [Fact]
    public async Task Breaks_a_connection_that_was_in_use_before_and_is_sent_nothing_again()
    {
        await using var play = await Play.Begin(200, Samples.Success);
        await play.Pay();
        play.Does(http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });

        Assert.IsType<PayoutReply.NoWord>(await play.Pay());
        Assert.Equal(2, play.Asked.Count);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Sends_us_elsewhere_where_we_do_not_go(int status)
    {
        await using var elsewhere = await Play.Begin(200, Samples.Success);
        await using var play = await Play.Begin();
        play.Does(http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = new Uri(elsewhere.Provider.Url, http.Request.Path).AbsoluteUri;
            return Task.CompletedTask;
        });

        Play.IsNoWord((await play.Pay(), await play.AskStatus()));
        Assert.Equal(new BankReply.Unclear(), await play.AskName());
        Assert.Empty(elsewhere.Provider.Asked);
    }

    /// <summary>What has not left may be sent without waiting for what may be on its way.</summary>
    [Fact]
    public async Task Is_not_there()
    {
        await using var play = await Play.Begin();
        play.Tokens.Token = new("token", TimeSpan.FromHours(1));
        await play.Provider.DisposeAsync();

        Assert.IsType<PayoutReply.NotSent>(await play.Pay());
        Assert.IsType<PayoutReply.NoWord>(await play.AskStatus());
        Assert.Equal(
            RouteFault.Unreachable, Assert.IsType<BankReply.NotAsked>(await play.AskName()).Fault);
    }

    [Fact]
    public async Task Is_sent_nothing_once_the_time_is_up()
    {
        await using var play = await Play.Begin(200, Samples.Success);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => play.Pay(new(canceled: true)));
        Assert.Empty(play.Asked);
    }

    static async Task IsLeftInTime(Func<HttpContext, Task> answer)
    {
        await using var play = await Play.Begin();
        play.Does(answer);
        Func<CancellationToken, Task>[] calls = [play.Pay, play.AskStatus, play.AskName];
        foreach (var call in calls)
        {
            using var patience = new CancellationTokenSource(Patience);
            var began = Stopwatch.GetTimestamp();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call(patience.Token));
            Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Patience + Soon);
        }
    }
}
