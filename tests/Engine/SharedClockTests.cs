using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>A host whose clock is wrong leaves others' work alone.</summary>
public class SharedClockTests
{
    static readonly TimeSpan Ticks = TimeSpan.FromSeconds(1.5);

    static readonly OpenInquiry Late = new(
        new(Guid.CreateVersion7(Question.Now)),
        Question.Now,
        new("ifortepay"),
        new("toko-maju"),
        new("014", "9900000004"),
        new("ifortepay:MCPD00000012", new(2025, 3, 11), "1", Reference: null),
        Question.Now.AddSeconds(-1),
        new(new("MCPD00000012"), TimeSpan.FromSeconds(60)));

    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 0)]
    [InlineData(false, false, 0)]
    public async Task Gives_up_only_when_it_may_decide(bool mayWork, bool mayDecide, int expected)
    {
        var inquiryLog = new ScriptedInquiryLog();
        var engine = new InquiryEngine(ScriptedBank.Silent(), inquiryLog, Question.Now);
        (engine.Shared.MayWork, engine.Shared.MayDecide) = (mayWork, mayDecide);
        engine.Open.Add(Late);

        await engine.FollowUps.StartAsync(default);
        await Task.Delay(Ticks);
        await engine.FollowUps.StopAsync(default);

        Assert.Equal(expected, Math.Min(1, inquiryLog.Closed.Count));
        Assert.Equal(mayWork, engine.Open.Limits.Count > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sends_nothing_unless_it_may_decide(bool mayDecide)
    {
        var sending = new Sending();
        sending.Shared.MayDecide = mayDecide;
        sending.Books.Add(Sending.Payout());
        var payouts = sending.Payouts();

        await payouts.StartAsync(default);
        await Task.Delay(Ticks);
        await payouts.StopAsync(default);

        Assert.Equal(mayDecide ? ["pay"] : Array.Empty<string>(), sending.Bank.Heard);
    }
}
