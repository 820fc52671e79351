using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Connectors.Sento.Tests;

/// <summary>A provider that breaks, or does not play fair.</summary>
public class FaultTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    static readonly string Yes = Play.Answer("000", "John Doe");

    [Fact]
    public async Task Hangs_and_is_left_when_the_time_is_up()
    {
        await using var play = await Play.Begin();
        play.Provider.Answer = Misbehaviour.Hang;

        await IsLeftInTime(play);
    }

    [Fact]
    public async Task Trickles_and_is_left_when_the_time_is_up()
    {
        await using var play = await Play.Begin();
        play.Provider.Answer = Misbehaviour.Trickle(Yes);

        await IsLeftInTime(play);
    }

    [Fact]
    public async Task Sends_a_gigabyte_of_which_little_is_read()
    {
        const long gigabyte = 1L << 30;
        var sent = 0L;
        await using var play = await Play.Begin();
        play.Provider.Answer = Misbehaviour.Flood(gigabyte, bytes => Volatile.Write(ref sent, bytes));

        Assert.Equal(new BankReply.Unclear(), await play.Ask());
        Assert.InRange(Volatile.Read(ref sent), 0, gigabyte / 32);   // what the sockets between them hold
    }

    [Fact]
    public async Task Breaks_the_connection_within_its_answer_and_is_not_asked_again()
    {
        await using var play = await Play.Begin();
        play.Provider.Answer = Misbehaviour.Break(Yes);

        Assert.Equal(new BankReply.Unclear(), await play.Ask());
        Assert.Single(play.Provider.Asked);
    }

    [Fact]
    public async Task Breaks_a_connection_that_was_in_use_before_and_is_not_asked_again()
    {
        await using var play = await Play.Begin();
        play.Provider.Says(200, Yes);
        await play.Ask();
        play.Provider.Answer = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };

        Assert.Equal(new BankReply.Unclear(), await play.Ask());
        Assert.Equal(2, play.Provider.Asked.Count);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Sends_us_elsewhere_where_we_do_not_go(int status)
    {
        await using var elsewhere = await Play.Begin();
        elsewhere.Provider.Says(200, Yes);
        await using var play = await Play.Begin();
        play.Provider.Answer = http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = new Uri(elsewhere.Provider.Url, "/api/account-inquiry").AbsoluteUri;
            return Task.CompletedTask;
        };

        Assert.Equal(new BankReply.Unclear(), await play.Ask());
        Assert.Empty(elsewhere.Provider.Asked);
    }

    [Fact]
    public async Task Is_not_there()
    {
        var gone = await ScriptedProvider.Open();
        var url = gone.Url;
        await gone.DisposeAsync();
        using var route = new SentoRoute(Play.Options(url));

        IsUnreachable(await route.Ask(Play.Question(Play.Account), CancellationToken.None));
    }

    [Fact]
    public async Task Takes_no_connection()
    {
        using var full = new TcpListener(IPAddress.Loopback, 0);
        full.Start(backlog: 1);
        using var crowd = await Crowd.Before(full.LocalEndpoint);
        using var route = new SentoRoute(Play.Options(new($"http://{full.LocalEndpoint}")));

        IsUnreachable(await route.Ask(Play.Question(Play.Account), CancellationToken.None));
    }

    [Fact]
    public async Task Shows_a_certificate_that_has_expired()
    {
        var now = TimeProvider.System.GetUtcNow();

        IsUnreachable(await AskSecurely(now.AddDays(-30), now.AddDays(-1)));
        Assert.IsType<BankReply.Found>(await AskSecurely(now.AddDays(-30), now.AddDays(1)));
    }

    [Fact]
    public async Task Shows_a_certificate_that_nobody_vouches_for()
    {
        var now = TimeProvider.System.GetUtcNow();

        IsUnreachable(await AskSecurely(now.AddDays(-30), now.AddDays(1), isTrusted: false));
    }

    [Fact]
    public void Is_never_told_of_in_full() => Assert.Equal("sento", Play.Options(new("http://localhost")).ToString());

    static async Task<BankReply> AskSecurely(DateTimeOffset from, DateTimeOffset until, bool isTrusted = true)
    {
        using var certificate = ScriptedProvider.Certificate(from, until);
        await using var provider = await ScriptedProvider.Open(certificate);
        provider.Says(200, Yes);
        using var route = new SentoRoute(Play.Options(provider.Url) with
        {
            Connection = new() { Authority = isTrusted ? certificate : null },
        });

        return await route.Ask(Play.Question(Play.Account), CancellationToken.None);
    }

    static async Task IsLeftInTime(Play play)
    {
        using var patience = new CancellationTokenSource(Patience);
        var began = Stopwatch.GetTimestamp();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => play.Ask(patience.Token));
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Patience + Soon);
    }

    static void IsUnreachable(BankReply reply)
    {
        var notAsked = Assert.IsType<BankReply.NotAsked>(reply);
        Assert.Equal(RouteFault.Unreachable, notAsked.Fault);
        Assert.DoesNotContain(Play.Key, notAsked.Why);
    }

    /// <summary>Callers whose connections nobody accepts: once they are many enough, the kernel takes no
    /// more.</summary>
    sealed class Crowd(List<Socket> callers) : IDisposable
    {
        static readonly TimeSpan Full = TimeSpan.FromMilliseconds(300);

        public static async Task<Crowd> Before(EndPoint door)
        {
            var callers = new List<Socket>();
            while (callers.Count < 100)
            {
                var caller = new Socket(SocketType.Stream, ProtocolType.Tcp);
                callers.Add(caller);
                using var patience = new CancellationTokenSource(Full);
                try
                {
                    await caller.ConnectAsync(door, patience.Token);
                }
                catch (OperationCanceledException)
                {
                    return new(callers);
                }
            }

            throw new InvalidOperationException("Its queue is never full.");
        }

        public void Dispose() => callers.ForEach(caller => caller.Dispose());
    }
}
