using Periksa.Disbursements;
using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>Payouts that connectors pay: each is given to one, and to no other.</summary>
public class PayoutConnectorTests
{
    static readonly ConnectorName Main = new("singapay-main:01PAYS");
    static readonly ConnectorName Other = new("singapay-other:01PAYS");

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    readonly StrictBank _own = new();
    readonly CarefulBank _main = new();
    readonly CarefulBank _other = new();
    readonly Sending _sending;

    public PayoutConnectorTests() => _sending = new() { Banks = Banks(("002", Main), ("*", Other)) };

    [Theory]
    [InlineData("002", "singapay-main:01PAYS")]
    [InlineData("014", "singapay-other:01PAYS")]
    public async Task Are_given_to_one_with_the_debit(string bank, string connector)
    {
        await _sending.Cashier(new KnowingBank(new BankReply.NotFound(AccountAbsence.Unknown))).Transfer(Order(bank));

        Assert.Equal(connector, _sending.Books.Wanted!.Connector?.Value);
        Assert.Null(_sending.Books.Wanted.HolderName);   // what our own bank knows is of another world
    }

    [Fact]
    public async Task Are_the_house_s_own_where_no_rule_names_the_bank()
    {
        var sending = new Sending { Banks = Banks(("002", Main)) };
        await sending.Cashier().Transfer(Order("014"));

        Assert.Null(sending.Books.Wanted!.Connector);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Debit_nobody_for_a_bank_that_their_connector_cannot_pay(bool isOwn)
    {
        (_own.Pays, _main.Pays) = (!isOwn, isOwn);
        var sending = new Sending { Banks = isOwn ? Banks(("014", Main)) : Banks(("002", Main)) };

        Assert.Equal(
            new TransferAnswer.Refused(TransferRefusal.NobodyPays), await sending.Cashier().Transfer(Order("002")));
        Assert.Null(sending.Books.Wanted);
    }

    [Fact]
    public async Task Are_sent_to_the_one_they_were_given_to_whatever_is_configured_now()
    {
        _sending.Books.Add(Given(Other));   // the rules say that 002 is the first one's
        await _sending.Payouts().TakeDue(CancellationToken.None);

        Assert.Equal(DisbursementStatus.Success, (await _sending.Books.Ended.WaitAsync(Soon)).Ended.Status);
        Assert.Equal(["pay"], _other.Heard);
        Assert.Empty(_main.Heard.Concat(_own.Heard));
    }

    [Theory]
    [InlineData("singapay-gone:01PAYS")]
    [InlineData("singapay-main:01ANOTHER")]   // its name is used again, and another account pays there
    public async Task Are_sent_to_nobody_when_theirs_is_not_configured_any_more(string connector)
    {
        var until = Sending.Now.AddMinutes(-5);
        var payout = Given(new(connector), mayHaveBeenSent: true) with { SentUntil = until };
        _sending.Books.Add(payout);
        await _sending.Payouts().TakeDue(CancellationToken.None);

        await _sending.Books.Back.WaitAsync(Soon);
        Assert.Empty(_main.Heard.Concat(_other.Heard).Concat(_own.Heard));
        Assert.Contains(connector, _sending.Log.Texts[0]);
        Assert.Equal(until, _sending.Books.SentUntil);
    }

    /// <summary>Seconds since it may have been sent, or nobody knows; and whether it is sent again.</summary>
    [Theory]
    [InlineData(null, false)]
    [InlineData(0, false)]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public async Task Are_sent_again_only_when_the_first_cannot_be_on_its_way_any_more(int? seconds, bool isSent)
    {
        _main.OnAsk = (_, _) => Task.FromResult<PayoutReply>(new PayoutReply.NeverHad());
        var until = seconds is null ? (DateTimeOffset?)null : Sending.Now;
        _sending.Books.Add(Given(Main, mayHaveBeenSent: true) with
        {
            SentUntil = until, SinceSent = seconds is { } known ? TimeSpan.FromSeconds(known) : null,
        });
        await _sending.Payouts().TakeDue(CancellationToken.None);

        if (isSent)
            Assert.Equal(DisbursementStatus.Success, (await _sending.Books.Ended.WaitAsync(Soon)).Ended.Status);
        else
            await _sending.Books.Back.WaitAsync(Soon);

        // And never under the row's id, which only the house's own bank has heard.
        Assert.Equal(isSent ? ["ask", "pay"] : ["ask"], _main.Heard);
        Assert.Equal(isSent ? null : until, _sending.Books.SentUntil);
    }

    /// <summary>The first may have used up a limit, and be paid yet.</summary>
    [Theory]
    [InlineData(60, false)]
    [InlineData(839, false)]
    [InlineData(840, true)]
    public async Task Are_given_back_after_a_second_sending_only_when_the_first_is_surely_none(int seconds, bool isBack)
    {
        _main.OnAsk = (_, _) => Task.FromResult<PayoutReply>(new PayoutReply.NeverHad());
        _main.OnPay = (_, _) => Task.FromResult<PayoutReply>(
            new PayoutReply.Rejected(new("LIMIT_EXCEEDED", "the payout is beyond a limit of the provider's")));
        _sending.Books.Add(Given(Main, mayHaveBeenSent: true) with
        {
            SentUntil = Sending.Now, SinceSent = TimeSpan.FromSeconds(seconds),
        });
        await _sending.Payouts().TakeDue(CancellationToken.None);

        if (isBack)
            Assert.Equal(DisbursementStatus.Failed, (await _sending.Books.Ended.WaitAsync(Soon)).Ended.Status);
        else
            await _sending.Books.Back.WaitAsync(Soon);

        // What is refused was not taken: else it would be young again after each refusal, and never come back.
        if (!isBack)
            Assert.Equal(Sending.Now, _sending.Books.SentUntil);

        Assert.Equal(["ask", "pay"], _main.Heard);
    }

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(5, 5)]
    [InlineData(3600, 128)]
    public async Task Are_asked_about_soon_when_they_were_sent_again_lately(double since, int pause)
    {
        _sending.Books.Add(Given(Main, mayHaveBeenSent: true) with
        {
            Claim = 8, SentUntil = Sending.Now, SinceSent = TimeSpan.FromSeconds(since),
        });
        await _sending.Payouts().TakeDue(CancellationToken.None);

        var (_, now, dueAt) = await _sending.Books.Back.WaitAsync(Soon);
        Assert.Equal(TimeSpan.FromSeconds(pause), dueAt - now);
    }

    [Fact]
    public async Task Are_put_back_as_sent_now_when_they_were_sent()
    {
        _main.OnPay = (_, _) => Task.FromResult<PayoutReply>(new PayoutReply.NoWord());
        _sending.Books.Add(Given(Main));
        await _sending.Payouts().TakeDue(CancellationToken.None);

        await _sending.Books.Back.WaitAsync(Soon);
        Assert.Null(_sending.Books.SentUntil);
    }

    [Fact]
    public async Task Are_put_back_as_sent_now_when_their_connector_fails()
    {
        _main.OnPay = (_, _) => throw new InvalidOperationException();
        _sending.Books.Add(Given(Main));
        await _sending.Payouts().TakeDue(CancellationToken.None);

        await _sending.Books.Back.WaitAsync(Soon);
        Assert.Null(_sending.Books.SentUntil);
    }

    [Fact]
    public async Task Are_put_back_as_never_sent_when_they_surely_never_left()
    {
        _main.OnPay = (_, _) => Task.FromResult<PayoutReply>(
            new PayoutReply.NotSent { Why = "There is no connection to it." });
        _sending.Books.Add(Given(Main));
        await _sending.Payouts().TakeDue(CancellationToken.None);

        await _sending.Books.Back.WaitAsync(Soon);
        Assert.Equal(DateTimeOffset.UnixEpoch, _sending.Books.SentUntil);
        Assert.Contains("There is no connection to it", _sending.Log.Texts[0]);
    }

    /// <summary>Of one from a backup nobody knows whether it was sent.</summary>
    [Fact]
    public async Task Are_put_back_as_sent_now_when_nobody_knows_whether_they_were()
    {
        _sending.Books.Add(Given(Main, mayHaveBeenSent: true) with { Claim = 1 });
        await _sending.Payouts().TakeDue(CancellationToken.None);

        await _sending.Books.Back.WaitAsync(Soon);
        Assert.Equal(["ask"], _main.Heard);
        Assert.Null(_sending.Books.SentUntil);
    }

    [Fact]
    public async Task Are_taken_by_hosts_that_have_their_connector()
    {
        await _sending.Payouts().TakeDue(CancellationToken.None);

        Assert.Equal([Main.Value, Other.Value], _sending.Books.Room!.Connectors.Order());
        Assert.Empty(_sending.Books.Room.FullConnectors);
    }

    static OpenPayout Given(ConnectorName connector, bool mayHaveBeenSent = false)
    {
        var payout = Sending.Payout(mayHaveBeenSent);
        return payout with { Disbursement = payout.Disbursement with { Connector = connector } };
    }

    static TransferOrder Order(string bank) => new(
        Sending.Caller, new("01JZ"), new("1134567891011"), new(bank, "1234567890000"), Money.Rupiah(50_000),
        Notes: null, Sending.Now);

    PayoutBanks Banks(params (string Bank, ConnectorName Connector)[] rules) => new(
        _own,
        new Dictionary<ConnectorName, IPayoutBank> { [Main] = _main, [Other] = _other },
        rules.ToDictionary(rule => rule.Bank, rule => rule.Connector));

    /// <summary>A bank that may know of an order only a minute later.</summary>
    sealed class CarefulBank : IPayoutBank
    {
        readonly StrictBank _bank = new();

        public TimeSpan OnTheWay => TimeSpan.FromSeconds(60);

        public bool Pays { set => _bank.Pays = value; }

        public Func<PayoutOrder, CancellationToken, Task<PayoutReply>> OnAsk { set => _bank.OnAsk = value; }

        public Func<PayoutOrder, CancellationToken, Task<PayoutReply>> OnPay { set => _bank.OnPay = value; }

        public IEnumerable<string> Heard => _bank.Heard;

        public bool CanPay(BankAccount beneficiary) => _bank.CanPay(beneficiary);

        public Task<PayoutReply> Pay(PayoutOrder order, CancellationToken cancel) => _bank.Pay(order, cancel);

        public Task<PayoutReply> Ask(PayoutOrder order, CancellationToken cancel) => _bank.Ask(order, cancel);
    }
}
