using System.Diagnostics;
using Periksa.Disbursements;

namespace Periksa.Engine.Tests;

/// <summary>Payouts of which the bank says nothing, or nothing that can be believed: unclear means pending.</summary>
public class UnclearPayoutTests
{
    readonly Sending _sending = new();

    [Fact]
    public async Task Conclude_nothing_from_silence_and_wait_no_longer_than_two_seconds()
    {
        _sending.Bank.OnPay = Silence;
        _sending.Books.Add(Sending.Payout());
        var patience = Stopwatch.StartNew();
        await _sending.Payouts().TakeDue(CancellationToken.None);

        await _sending.Books.Back;
        Assert.InRange(patience.Elapsed.TotalSeconds, 1.9, 4);
        Assert.False(_sending.Books.Ended.IsCompleted);
    }

    /// <summary>It may heed no cancellation.</summary>
    [Fact]
    public async Task Wait_no_longer_for_a_connector_that_hangs()
    {
        _sending.Bank.OnPay = (_, _) => new TaskCompletionSource<PayoutReply>().Task;
        _sending.Books.Add(Sending.Payout());
        await _sending.Payouts().TakeDue(CancellationToken.None);

        await _sending.Books.Back.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Conclude_nothing_from_a_connector_that_fails()
    {
        _sending.Bank.OnPay = (_, _) => throw new InvalidOperationException("the bank's answer is 9900000006");
        _sending.Books.Add(Sending.Payout());
        await _sending.Payouts().TakeDue(CancellationToken.None);

        await _sending.Books.Back;
        Assert.False(_sending.Books.Ended.IsCompleted);
        Assert.NotEmpty(_sending.Log.Texts);
    }

    /// <summary>A yes that names nobody, and any word about another account.</summary>
    [Fact]
    public async Task Conclude_nothing_from_what_makes_no_sense()
    {
        var another = new BankAccount("002", "1234567890001");
        PayoutReply[] replies =
        [
            new PayoutReply.Paid(""), new PayoutReply.Paid(" \u00a0"),
            new PayoutReply.Paid("Cengkal Marpaung") { About = another },
            new PayoutReply.Rejected(new("ACCOUNT_CLOSED", "the account is closed")) { About = another },
        ];

        foreach (var reply in replies)
        {
            var sending = new Sending();
            sending.Bank.OnPay = (_, _) => Reply(reply);
            sending.Books.Add(Sending.Payout());
            await sending.Payouts().TakeDue(CancellationToken.None);

            await sending.Books.Back;
            Assert.False(sending.Books.Ended.IsCompleted);
        }
    }

    [Fact]
    public async Task Send_nothing_again_because_of_a_word_about_another_account()
    {
        _sending.Bank.OnAsk = (_, _) =>
            Reply(new PayoutReply.NeverHad() { About = new("002", "1234567890001") });
        _sending.Books.Add(Sending.Payout(mayHaveBeenSent: true));
        await _sending.Payouts().TakeDue(CancellationToken.None);

        await _sending.Books.Back;
        Assert.Equal(["ask"], _sending.Bank.Heard);
    }

    [Fact]
    public async Task Believe_a_word_about_the_account_that_is_paid()
    {
        _sending.Bank.OnPay = (order, _) => Reply(new PayoutReply.Paid(null) { About = order.Beneficiary });
        _sending.Books.Add(Sending.Payout());
        await _sending.Payouts().TakeDue(CancellationToken.None);

        Assert.Equal(DisbursementStatus.Success, (await _sending.Books.Ended).Ended.Status);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(400, 900)]
    public async Task Ask_again_after_a_pause_that_grows(int claim, double pause)
    {
        _sending.Books.Add(Sending.Payout(mayHaveBeenSent: true, DisbursementStatus.Pending) with { Claim = claim });
        await _sending.Payouts().TakeDue(CancellationToken.None);

        var (_, now, dueAt) = await _sending.Books.Back;
        Assert.Equal((Sending.Now, TimeSpan.FromSeconds(pause)), (now, dueAt - now));
    }

    static Task<PayoutReply> Reply(PayoutReply reply) => Task.FromResult(reply);

    static async Task<PayoutReply> Silence(PayoutOrder order, CancellationToken cancel)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        throw new OperationCanceledException(cancel);
    }
}
