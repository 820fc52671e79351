using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Bills;
using Periksa.Dialects.Ipg.Channel;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests.Channel;

/// <summary>The requests that reach the payments behind the dialect.</summary>
public class AskingTests
{
    static readonly DateTimeOffset Moment = new(2022, 4, 4, 23, 11, 50, TimeSpan.Zero);

    readonly ScriptedBillPayments _bills = Scripts.Bills;

    [Fact]
    public async Task Asks_with_all_that_is_written_down_about_an_inquiry()
    {
        await DialectHost.Ask(Letter.Inquiry, _bills);

        Assert.Equal(
            new BillInquiry(
                new(Callers.Usual), new("8673011234567890"), new("123456789"), "atm", Moment, DialectHost.Now),
            _bills.Asked);
    }

    [Fact]
    public async Task Names_the_miss_budget_of_the_channel_and_not_that_of_its_partner()
    {
        await DialectHost.Ask(Letter.Inquiry.With("X-CHANNEL-CLIENT", Callers.CuriousElsewhere), _bills);

        Assert.Equal(new MissAccount("ipg-channel:curious-elsewhere", 50), _bills.Asked!.Misses);
    }

    [Fact]
    public async Task Pays_with_all_that_the_books_need()
    {
        await DialectHost.Ask(Letter.Payment, _bills);

        Assert.Equal(
            new PaymentOrder(
                new(Callers.Usual),
                new("8673011234567890"),
                new("123456789"),
                Money.Rupiah(100_000),
                "atm",
                Moment,
                "John Doe",
                DialectHost.Now),
            _bills.Ordered);
    }

    /// <summary>A payment that was not begun by then is not begun: its caller asks what became of it.</summary>
    [Fact]
    public async Task Tells_when_whoever_waits_for_a_payment_has_gone()
    {
        _bills.Lingers = new();
        await using var host = await BareHost.Start(
            services => DialectHost.Furnish(services.AddSingleton<IBillPayments>(_bills)),
            DialectHost.Map,
            IPAddress.Loopback);
        using var caller = new CancellationTokenSource();
        using var request = Letter.Payment.ToRequest();

        var asked = host.Client.SendAsync(request, caller.Token);
        await _bills.Lingers.Begun;
        await caller.CancelAsync();

        await _bills.Lingers.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task Takes_back_with_all_that_the_books_need()
    {
        await DialectHost.Ask(Letter.Reversal, _bills);

        Assert.Equal(
            new ReversalOrder(
                new(Callers.Usual), new("x24da1dF"), new("123456789"), Money.Rupiah(100_000), DialectHost.Now),
            _bills.Reversed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    public async Task Hears_nothing_of_what_was_left_out(string? value)
    {
        var (inquiry, payment) = (Letter.Inquiry, Letter.Payment);
        foreach (var field in new[] { "terminal_id", "customer_name" })
        {
            inquiry = value is null ? inquiry.WithoutField(field) : inquiry.Saying(field, value);
            payment = value is null ? payment.WithoutField(field) : payment.Saying(field, value);
        }

        await DialectHost.Ask(inquiry, _bills);
        await DialectHost.Ask(payment, _bills);

        Assert.Null(_bills.Asked!.TerminalId);
        Assert.Equal((null, null), (_bills.Ordered!.TerminalId, _bills.Ordered.CustomerName));
    }

    [Theory]
    [InlineData("1", 100)]
    [InlineData("0.01", 1)]
    [InlineData("0.5", 50)]
    [InlineData("100000.5", 10_000_050)]
    [InlineData("100000.05", 10_000_005)]
    [InlineData("100000.00", 10_000_000)]
    [InlineData("999999999999999.99", 99_999_999_999_999_999)]
    public async Task Hears_the_amount_to_the_sen(string sent, long sen)
    {
        await DialectHost.Ask(Letter.Payment.Saying("amount", $"\"{sent}\""), _bills);
        await DialectHost.Ask(Letter.Reversal.Saying("amount", sent), _bills);

        Assert.Equal(new Money(sen, Currency.Idr), _bills.Ordered!.Amount);
        Assert.Equal(new Money(sen, Currency.Idr), _bills.Reversed!.Amount);
    }

    [Theory]
    [InlineData("10.0.2.7", Callers.Neighbour)]
    [InlineData("::ffff:10.0.2.7", Callers.Neighbour)]
    [InlineData("10.0.0.255", Callers.OfficeOnly)]
    [InlineData("::1", Callers.Usual)]
    public async Task Knows_a_client_without_a_name_by_its_address(string from, string name)
    {
        foreach (var letter in Letter.All)
            await DialectHost.Ask(letter.Without("X-CHANNEL-CLIENT"), _bills, IPAddress.Parse(from));

        Assert.Equal(
            (name, name, name), (_bills.Asked!.Channel, _bills.Ordered!.Channel, _bills.Reversed!.Channel));
    }

    [Fact]
    public async Task Takes_a_name_before_an_address()
    {
        await DialectHost.Ask(
            Letter.Inquiry.With("X-CHANNEL-CLIENT", Callers.OtherNeighbour), _bills, IPAddress.Parse("10.0.2.7"));

        Assert.Equal(Callers.OtherNeighbour, _bills.Asked!.Channel);
    }

    [Fact]
    public async Task Knows_nobody_by_an_address_that_it_does_not_know()
    {
        await using var host = await BareHost.Start(
            services => DialectHost.Furnish(services.AddSingleton<IBillPayments>(_bills)),
            DialectHost.Map);

        var said = await DialectHost.Ask(host, Letter.Inquiry.Without("X-CHANNEL-CLIENT"));

        Assert.Equal(DialectHost.Said(Codes.ClientUnknown), said);
        Assert.True(_bills.IsUntouched);
    }
}
