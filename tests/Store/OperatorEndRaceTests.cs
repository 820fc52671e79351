using Periksa.Disbursements;
using Periksa.Proof;

namespace Periksa.Store.Tests;

/// <summary>Operators' words beside those of banks and of other operators: the first is right, money moves once, and
/// one against it is kept.</summary>
public sealed class OperatorEndRaceTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly PayoutReply Paid = new PayoutReply.Paid("Cengkal Marpaung");

    readonly PayoutOffice _desk = new(shop);
    readonly DisbursementRemarks _remarks = new(shop.Source);

    DateTimeOffset Now => shop.Clock.GetUtcNow();

    public async ValueTask InitializeAsync() => await _desk.Open();

    public async ValueTask DisposeAsync() => await _desk.Books.StopAsync(CancellationToken.None);

    [Fact]
    public async Task Is_one_end_and_moves_money_once_however_many_operators_say_what()
    {
        for (var round = 0; round < 5; round++)
        {
            await _desk.Debit($"{round}");
            await _desk.PutBack(isAsked: true);
            var id = await _desk.Id($"{round}");

            var said = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i % 2 == 0
                ? _desk.Operators.Settle(Office.Ayu, id, PayoutOffice.Why)
                : _desk.Operators.Refund(Office.Ayu, id, PayoutOffice.Why)));

            Assert.Single(said, one => one.Done is not null);
            Assert.Equal(1, await shop.Ask<int>(
                "select count(*) from audit_entries where subject = 'disbursement:' || @id", new { id }));
        }

        await shop.AssertProven();
    }

    [Fact]
    public async Task Is_one_end_beside_a_worker_that_hears_the_bank_at_the_same_moment()
    {
        for (var round = 0; round < 10; round++)
        {
            await _desk.Debit($"{round}");
            await _desk.PutBack(isAsked: true);
            var id = await _desk.Id($"{round}");
            var open = await _desk.Find($"{round}");

            var worker = _desk.Books.End(open.Hear(Paid, Now), "the bank has paid", null);
            var word = _desk.Operators.Refund(Office.Ayu, id, PayoutOffice.Why);
            var (isEnded, refunded) = (await worker, await word);

            var now = (await _desk.Find($"{round}")).Status;
            Assert.True(isEnded || refunded.Done?.State is "failed");
            Assert.Equal(
                refunded.Done?.State ?? "success", now.ToString(), StringComparer.OrdinalIgnoreCase);
        }

        await shop.AssertProven();
    }

    /// <summary>A host stood still for longer than it has a payout, and goes on when an operator has ended
    /// it.</summary>
    [Fact]
    public async Task Is_contradicted_by_a_remark_an_alarm_and_the_proof_and_moves_nothing_back()
    {
        await _desk.PutBack(isAsked: true, pause: TimeSpan.Zero);
        var log = new KeptLog<Payouts>();
        var books = new DyingBooks(_desk.Books, Death.None)
        {
            BeforeEnd = async () =>
            {
                await shop.Execute("""
                    update open_payouts
                    set leased_until = clock_timestamp() - interval '2 s', asked_at = clock_timestamp()
                    """);
                var word = await _desk.Operators.Refund(Office.Ayu, await _desk.Id(), PayoutOffice.Why);
                Assert.Equal("failed", word.Done!.State);
            },
        };
        using var payouts = new Payouts(
            new(new PayingBank()), books, _desk.Callbacks, shop.Clock, shop.Shared, log, _remarks);
        await payouts.TakeDue(CancellationToken.None);
        await payouts.StopAsync(CancellationToken.None);

        var remark = Assert.Single(await _remarks.List(CancellationToken.None));
        Assert.Equal(("06", true), (remark.Status, remark.IsPaid));
        Assert.Contains(log.Texts, line => line.Contains("No money was moved", StringComparison.Ordinal));
        Assert.Equal(Money.Rupiah(1_000_000), await shop.AccountBalance());
        var said = new List<string>();
        Assert.Equal(1, await new ProofRun(shop.Source).Run(said.Add, CancellationToken.None));
        Assert.Contains("its bank says that it is paid", string.Join('\n', said), StringComparison.Ordinal);
    }

    /// <summary>A bank that has paid whatever it is asked about.</summary>
    sealed class PayingBank : IPayoutBank
    {
        public Task<PayoutReply> Pay(PayoutOrder order, CancellationToken cancel) =>
            throw new InvalidOperationException("Nothing is to be sent.");

        public Task<PayoutReply> Ask(PayoutOrder order, CancellationToken cancel) => Task.FromResult(Paid);
    }
}
