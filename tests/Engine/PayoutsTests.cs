using System.Diagnostics;
using Periksa.Disbursements;
using Periksa.Postgres;

namespace Periksa.Engine.Tests;

/// <summary>What is sent, what is asked, and what is concluded.</summary>
public class PayoutsTests
{
    static readonly PayoutFailure Closed = new("ACCOUNT_CLOSED", "the account is closed");

    readonly Sending _sending = new();

    [Fact]
    public async Task Send_what_nobody_has_taken_before_and_end_it_paid()
    {
        _sending.Books.Add(Sending.Payout());
        await _sending.Payouts().TakeDue(CancellationToken.None);

        var (ended, reason, callback) = await _sending.Books.Ended;
        Assert.Equal(
            (DisbursementStatus.Success, "Cengkal Marpaung", Sending.Now),
            (ended.Status, ended.HolderName, ended.ProcessedAt!.Value));
        Assert.Equal("the bank has paid", reason);
        Assert.Equal(("b3ed7d4b", Sending.Now), (callback!.Credential, callback.At));
        Assert.Equal(["pay"], _sending.Bank.Heard);
        await Eventually(() => _sending.Bell.Rings == 1);
    }

    [Fact]
    public async Task End_what_the_bank_refuses_as_failed_with_its_reason()
    {
        _sending.Bank.OnPay = (_, _) => Reply(new PayoutReply.Rejected(Closed));
        _sending.Books.Add(Sending.Payout());
        await _sending.Payouts().TakeDue(CancellationToken.None);

        var (ended, reason, _) = await _sending.Books.Ended;
        Assert.Equal((DisbursementStatus.Failed, Closed), (ended.Status, ended.Failure));
        Assert.Equal("the account is closed", reason);
    }

    [Theory]
    [InlineData(DisbursementStatus.Paying)]
    [InlineData(DisbursementStatus.Pending)]
    public async Task Ask_about_what_may_have_been_sent_and_never_send_it_again(DisbursementStatus status)
    {
        _sending.Books.Add(Sending.Payout(mayHaveBeenSent: true, status));
        await _sending.Payouts().TakeDue(CancellationToken.None);

        await _sending.Books.Back;
        Assert.Equal(["ask"], _sending.Bank.Heard);
    }

    [Fact]
    public async Task Send_what_may_have_been_sent_only_when_the_bank_says_that_it_never_had_it()
    {
        _sending.Bank.OnAsk = (_, _) => Reply(new PayoutReply.NeverHad());
        _sending.Books.Add(Sending.Payout(mayHaveBeenSent: true));
        await _sending.Payouts().TakeDue(CancellationToken.None);

        Assert.Equal(DisbursementStatus.Success, (await _sending.Books.Ended).Ended.Status);
        Assert.Equal(["ask", "ask", "pay"], _sending.Bank.Heard);
    }

    /// <summary>Earlier builds sent orders under the row's own id; a restored row has another, and is the same
    /// order.</summary>
    [Fact]
    public async Task Ask_under_the_orders_name_and_under_the_rows()
    {
        var asked = new List<PayoutOrderId>();
        _sending.Bank.OnAsk = (order, _) =>
        {
            asked.Add(order.Id);
            return Reply(asked.Count == 1 ? new PayoutReply.NeverHad() : new PayoutReply.Paid(null));
        };
        var payout = Sending.Payout(mayHaveBeenSent: true);
        _sending.Books.Add(payout);
        await _sending.Payouts().TakeDue(CancellationToken.None);

        Assert.Equal(DisbursementStatus.Success, (await _sending.Books.Ended).Ended.Status);
        Assert.Equal(
            [PayoutOrderId.Of(
                new("01JZ"), new("1134567891011")), new PayoutOrderId(payout.Disbursement.Id.Value)], asked);
        Assert.Equal(["ask", "ask"], _sending.Bank.Heard);
    }

    [Theory]
    [InlineData(3, 1, 3)]
    [InlineData(1, 30, 30)]    // suspended: the stopwatch stood still
    [InlineData(3, -60, 3)]    // set back
    public void Take_the_clock_that_has_gone_further_for_how_long_a_turn_has_lasted(
        int stopwatch, int clock, int expected)
    {
        var begun = new Turn(1_000, Sending.Now);
        var now = new Turn(
            begun.Ticks + (stopwatch * Stopwatch.Frequency), Sending.Now.AddSeconds(clock));

        Assert.Equal(TimeSpan.FromSeconds(expected), begun.Until(now));
    }

    /// <summary>Another host may have asked by then, and have heard that there is none.</summary>
    [Theory]
    [InlineData(false, new string[0])]
    [InlineData(true, new[] { "ask", "ask" })]
    public async Task Send_nothing_that_was_taken_too_long_ago(bool mayHaveBeenSent, string[] heard)
    {
        _sending.Books.TakingLasts = TimeSpan.FromSeconds(4.1);
        _sending.Bank.OnAsk = (_, _) => Reply(new PayoutReply.NeverHad());
        _sending.Books.Add(Sending.Payout(mayHaveBeenSent));
        await _sending.Payouts().TakeDue(CancellationToken.None);

        await _sending.Books.Back;
        Assert.Equal(heard, _sending.Bank.Heard);
    }

    [Fact]
    public async Task Take_nothing_once_their_host_stops()
    {
        _sending.Books.Add(Sending.Payout());

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => _sending.Payouts().TakeDue(new CancellationToken(canceled: true)));

        Assert.Equal(1, await _sending.Payouts().TakeDue(CancellationToken.None));
    }

    [Fact]
    public async Task Tell_nobody_who_has_no_url()
    {
        _sending.Books.Add(Sending.Payout());
        await _sending.Payouts(Sending.Caller with { CallbackUrl = null }).TakeDue(CancellationToken.None);

        Assert.Null((await _sending.Books.Ended).Callback);
        Assert.Equal(0, _sending.Bell.Rings);
    }

    [Fact]
    public async Task Ring_for_nothing_when_another_host_was_quicker()
    {
        _sending.Books.EndsNow = false;
        _sending.Books.Add(Sending.Payout());
        var payouts = _sending.Payouts();
        await payouts.TakeDue(CancellationToken.None);
        await _sending.Books.Ended;
        await payouts.StopAsync(CancellationToken.None);

        Assert.Equal(0, _sending.Bell.Rings);
    }

    [Fact]
    public async Task Let_what_is_under_way_come_to_its_end_when_the_host_stops()
    {
        _sending.Bank.OnPay = async (_, cancel) =>
        {
            await Task.Delay(500, cancel);
            return new PayoutReply.Paid(null);
        };
        _sending.Books.Add(Sending.Payout());
        var payouts = _sending.Payouts();
        await payouts.TakeDue(CancellationToken.None);

        await payouts.StopAsync(CancellationToken.None);

        Assert.True(_sending.Books.Ended.IsCompleted);
    }

    static Task<PayoutReply> Reply(PayoutReply reply) => Task.FromResult(reply);

    static async Task Eventually(Func<bool> condition)
    {
        for (var patience = Stopwatch.StartNew(); !condition(); await Task.Delay(5))
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(5), "It never came about.");
    }
}
