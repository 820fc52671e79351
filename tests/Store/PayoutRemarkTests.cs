using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Disbursements;
using Periksa.Proof;

namespace Periksa.Store.Tests;

/// <summary>A bank's word against the end that a disbursement has had: asked about once, kept, and missed by the proof
/// until somebody has dealt with it. It moves nothing.</summary>
public sealed class PayoutRemarkTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly ConnectorName Main = new("singapay-main:01PAYS");
    static readonly PayoutOrderId Order = PayoutOrderId.Of(new(Payers.Toko), new("a"));
    static readonly PayoutReply Paid = new PayoutReply.Paid("Cengkal Marpaung");
    static readonly PayoutReply Returned = new PayoutReply.Rejected(new("PAYOUT_RETURNED", "the bank gave it back"));

    readonly SayingBank _bank = new();

    DisbursementStore _books = null!;
    PayoutNotices _notices = null!;
    DisbursementRemarks _remarks = null!;

    DateTimeOffset Now => shop.Clock.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        await shop.Load(Payers.In(Shop.World));
        shop.Clock.Now = new(2025, 12, 12, 2, 9, 24, TimeSpan.Zero);
        await shop.TopUpAccount(Payers.Toko, 1_000_000);
        _books = await shop.OpenBooks();
        _remarks = new(shop.Source);
        var banks = new PayoutBanks(
            _bank,
            new Dictionary<ConnectorName, IPayoutBank> { [Main] = _bank },
            new Dictionary<string, ConnectorName>());
        _notices = new(new(shop.Source), _remarks, banks, shop.Clock, NullLogger<PayoutNotices>.Instance);
    }

    public async ValueTask DisposeAsync() => await _books.StopAsync(CancellationToken.None);

    [Fact]
    public async Task Is_kept_once_and_moves_nothing_until_it_is_refunded()
    {
        var paid = await End(Paid);
        _bank.Says = Returned;

        Assert.True(await Hear(isPaid: false));
        Assert.True(await Hear(isPaid: false));   // it is known by now

        Assert.Equal(1, _bank.Asked);
        Assert.Equal(DisbursementStatus.Success, (await _books.Find(paid.Account, paid.Reference))!.Status);
        Assert.Equal(Money.Rupiah(949_000), await shop.AccountBalance());
        var remark = Assert.Single(await _remarks.List(CancellationToken.None));
        Assert.Equal(
            (paid.Id.Value, "00", false, "the bank gave it back", 5_100_000L),
            (remark.Disbursement, remark.Status, remark.IsPaid, remark.Reason, remark.Gross));
        Assert.Contains($"disbursement {paid.Id} is 00, and its bank says that it is not paid", await Differences());

        var back = paid.Become(DisbursementStatus.Refunded, Now);
        Assert.True(await _books.End(back, "the bank has sent the money back", callback: null));
        Assert.Empty(await _remarks.List(CancellationToken.None));
        await shop.AssertProven();
    }

    /// <summary>Both have the money then.</summary>
    [Fact]
    public async Task Is_kept_of_what_was_given_back_and_is_paid_after_all_until_it_is_settled()
    {
        await End(Returned);
        _bank.Says = Paid;

        Assert.True(await Hear(isPaid: true));

        var remark = Assert.Single(await _remarks.List(CancellationToken.None));
        Assert.Equal(("06", true), (remark.Status, remark.IsPaid));
        Assert.Contains("its bank says that it is paid", await Differences());
        Assert.True(await _remarks.Settle(remark.Id, "the partner has paid it back", "cli:somebody"));
        Assert.False(await _remarks.Settle(remark.Id, "again", "cli:another"));
        Assert.False(await _remarks.Settle(remark.Id + 1, "of none", "cli:somebody"));
        await shop.AssertProven();

        // Whoever dealt with what was said once has not dealt with what is said now.
        Assert.True(await Hear(isPaid: true));
        Assert.True(await Hear(isPaid: true));
        Assert.NotEqual(remark.Id, Assert.Single(await _remarks.List(CancellationToken.None)).Id);
        Assert.Equal(2, _bank.Asked);
        Assert.Contains("its bank says that it is paid", await Differences());
    }

    [Fact]
    public async Task Is_none_where_the_bank_does_not_say_so_when_it_is_asked()
    {
        await End(Paid);

        Assert.True(await Hear(isPaid: false));   // forged, or late

        Assert.Equal(1, _bank.Asked);
        await shop.AssertProven();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public async Task Is_not_asked_about_where_nothing_is_contradicted(bool? isPaid)
    {
        await End(Paid);

        Assert.True(await Hear(isPaid));

        Assert.Equal(0, _bank.Asked);
        await shop.AssertProven();
    }

    public static TheoryData<string> Nothing => ["no word", "never had", "not sent", "of another account", "fails"];

    [Theory, MemberData(nameof(Nothing))]
    public async Task Is_to_come_again_where_asking_comes_to_nothing(string said)
    {
        await End(Paid);
        _bank.Says = said switch
        {
            "no word" => new PayoutReply.NoWord(),
            "never had" => new PayoutReply.NeverHad(),
            "not sent" => new PayoutReply.NotSent(),
            "of another account" => Returned with { About = new("014", "999") },
            _ => null,
        };

        Assert.False(await Hear(isPaid: false));

        await shop.AssertProven();
    }

    /// <summary>What is sent all day does not have the bank asked more than it can bear.</summary>
    [Fact]
    public async Task Is_asked_about_by_few_at_once()
    {
        await End(Paid);
        using var answer = new SemaphoreSlim(0);
        _bank.Waits = answer;
        _bank.Says = Returned;

        var heard = Enumerable.Range(0, 20).Select(_ => Hear(isPaid: false)).ToArray();
        while (heard.Count(one => one.IsCompleted) < 12)
            await Task.Delay(10);

        answer.Release(8);
        Assert.Equal(8, (await Task.WhenAll(heard)).Count(isHeard => isHeard));
        Assert.Equal(8, _bank.Asked);
        Assert.Single(await _remarks.List(CancellationToken.None));
    }

    [Theory]
    [InlineData("update disbursement_remarks set is_paid = true")]
    [InlineData("delete from disbursement_remarks")]
    [InlineData("update disbursement_remark_ends set reason = 'another'")]
    [InlineData("delete from disbursement_remark_ends")]
    public async Task Is_a_fact(string statement)
    {
        await End(Paid);
        _bank.Says = Returned;
        await Hear(isPaid: false);
        var remark = Assert.Single(await _remarks.List(CancellationToken.None));
        await _remarks.Settle(remark.Id, "dealt with", "cli:somebody");

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => shop.Execute(statement));
        Assert.Contains("are facts", refusal.MessageText, StringComparison.Ordinal);
    }

    async Task<Disbursement> End(PayoutReply reply)
    {
        await _books.Debit(shop.Wish("a") with { Connector = Main });
        shop.Clock.Now += Pauses.BeforeSending;
        var taken = Assert.Single(await _books.Take(Payers.Room with { Connectors = [Main.Value] }, Now));
        var ended = taken.Disbursement.Hear(reply, Now);
        Assert.True(await _books.End(
            ended, ended.Failure?.Reason ?? "the bank has paid", callback: null, taken.Claim));
        _bank.Says = reply;
        return ended;
    }

    Task<bool> Hear(bool? isPaid) => _notices.Hear(Main, new(Order, isPaid, 200));

    async Task<string> Differences()
    {
        var said = new List<string>();
        Assert.Equal(1, await new ProofRun(shop.Source).Run(said.Add, CancellationToken.None));
        return string.Join('\n', said);
    }

    /// <summary>A bank that is only asked, and says always the same; nothing for a connector that fails.</summary>
    sealed class SayingBank : IPayoutBank
    {
        int _asked;

        public PayoutReply? Says { get; set; }

        public SemaphoreSlim? Waits { get; set; }

        public int Asked => _asked;

        public Task<PayoutReply> Pay(PayoutOrder order, CancellationToken cancel) =>
            throw new InvalidOperationException("Nothing is to be sent.");

        public async Task<PayoutReply> Ask(PayoutOrder order, CancellationToken cancel)
        {
            Interlocked.Increment(ref _asked);
            if (Waits is { } wait)
                await wait.WaitAsync(CancellationToken.None);

            return Says ?? throw new InvalidOperationException("The connector fails.");
        }
    }
}
