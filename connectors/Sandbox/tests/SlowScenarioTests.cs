using System.Diagnostics;
using Periksa.Inquiries;

namespace Periksa.Connectors.Sandbox.Tests;

/// <summary>All of them wait at the same time: one after the other they would take minutes.</summary>
public class SlowScenarioTests
{
    static readonly TimeSpan TimerTolerance = TimeSpan.FromMilliseconds(50);

    static readonly Dictionary<string, BankReply> Slow = new()
    {
        ["9900000001"] = new BankReply.Found("Lambat Tapi Ada"),
        ["9900000002"] = new BankReply.NotFound(AccountAbsence.Unknown),
        ["9900000003"] = new BankReply.Failed(),
    };

    const string Silent = "9900000004";

    [Fact]
    public async Task Takes_about_three_seconds_or_for_ever_at_every_bank()
    {
        Assert.Equal(TimeSpan.FromSeconds(3), SandboxBank.SlowAnswer);
        using var patience = new CancellationTokenSource();
        var silent = Play.Banks.Select(bank => Play.Bank.LookUp(Play.Question(bank, Silent), patience.Token)).ToArray();

        await Task.WhenAll(
            from bank in Play.Banks
            from scenario in Slow
            select IsSlow(bank, scenario.Key, scenario.Value));

        Assert.All(silent, answer => Assert.False(answer.IsCompleted));
        await patience.CancelAsync();
        await Task.WhenAll(silent.Select(answer => Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer)));
    }

    [Fact]
    public async Task Ends_when_the_time_is_up()
    {
        using var patience = new CancellationTokenSource(TimerTolerance);
        var clock = Stopwatch.StartNew();

        await Task.WhenAll(
            from bank in Play.Banks
            from number in Slow.Keys.Append(Silent)
            select Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => Play.Bank.LookUp(Play.Question(bank, number), patience.Token)));

        Assert.True(clock.Elapsed < Play.Soon, $"It took {clock.Elapsed}.");
    }

    static async Task IsSlow(string bank, string number, BankReply said)
    {
        var clock = Stopwatch.StartNew();

        Assert.Equal(said, await Play.LookUp(bank, number));
        Assert.InRange(clock.Elapsed, SandboxBank.SlowAnswer - TimerTolerance, 2 * SandboxBank.SlowAnswer);
    }
}
