using System.Diagnostics;
using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Connectors.Flip.Tests;

/// <summary>A provider that breaks. What the client makes of most faults is tested where it is first used.</summary>
public class FaultTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    static readonly string Yes = Play.Answer("SUCCESS", "John Doe");

    [Fact]
    public async Task Hangs_and_is_left_when_the_time_is_up()
    {
        await using var play = await Play.Begin();
        play.Provider.Answer = Misbehaviour.Hang;
        using var patience = new CancellationTokenSource(Patience);
        var began = Stopwatch.GetTimestamp();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => play.Ask(patience.Token));
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Patience + Soon);
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
    public async Task Is_not_there()
    {
        var gone = await ScriptedProvider.Open();
        var url = gone.Url;
        await gone.DisposeAsync();
        using var route = new FlipRoute(Play.Options(url));

        var reply = await route.Ask(Play.Question(Play.Account), CancellationToken.None);

        Assert.Equal(RouteFault.Unreachable, Assert.IsType<BankReply.NotAsked>(reply).Fault);
    }

    [Fact]
    public void Is_never_told_of_in_full() => Assert.Equal("flip", Play.Options(new("http://localhost")).ToString());
}
