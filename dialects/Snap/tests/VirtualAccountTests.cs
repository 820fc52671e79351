using Periksa.Bills;
using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.Snap.Tests;

/// <summary>What reaches the core of the services for virtual accounts, and what of it is no letter of the
/// contract.</summary>
public class VirtualAccountTests
{
    const string Usual = SnapCallers.Usual;

    static readonly OnceKeys Keys = new($"snap:{Usual}", new(2026, 11, 20), "1687243078", Reference: null);

    static readonly DateTimeOffset Paid = new(2026, 11, 20, 19, 59, 0, TimeSpan.FromHours(7));

    [Fact]
    public async Task Are_asked_what_they_owe_under_the_callers_own_key()
    {
        var answerer = new OwingAnswerer();
        await using var host = await SnapHost.Open(Subjects.VirtualAccountInquiry, answerer: answerer);

        await Send(host, Subjects.VirtualAccountInquiry, """
            ,"trxDateInit":"2026-11-20T19:59:00+07:00","channelCode":6011}
            """);
        var asked = answerer.Bills.Asked;
        await Send(host, Subjects.VirtualAccountInquiry, "}");

        Assert.Equal(
            new BillInquiry(
                new($"snap:{Usual}"), new("0090011234567890"), new("INV-1"), "6011", Paid, SnapHost.Now)
            {
                Keys = Keys,
            },
            asked);
        Assert.Equal((null, SnapHost.Now), (answerer.Bills.Asked!.TerminalId, answerer.Bills.Asked.TransactionAt));
    }

    [Fact]
    public async Task Are_paid_by_what_the_bank_says_and_nothing_else()
    {
        var answerer = new PaymentAnswerer();
        await using var host = await SnapHost.Open(Subjects.VirtualAccountPayment, answerer: answerer);

        await Send(host, Subjects.VirtualAccountPayment, """
            ,"virtualAccountName":"JOHN","channelCode":"6017","trxDateTime":"20261120T125900Z","referenceNo":"R-1",
            "billDetails":[{"billNo":"Aa0-_zZ9","billAmount":{"value":"1.00"}}]}
            """);

        var asked = answerer.Requests.Asked!;
        Assert.Equal(["Aa0-_zZ9"], asked.Bills);
        Assert.Equal(
            new PaymentRequest(
                Keys, new("INV-1"), new("0090011234567890"), Money.Rupiah(100_000), asked.Bills, Paid, SnapHost.Now)
            {
                Bank = asked.Bank, TerminalId = "6017", CustomerName = "JOHN", BankReference = "R-1",
            },
            asked);
    }

    [Fact]
    public async Task Are_paid_in_the_currency_that_is_said()
    {
        var answerer = new PaymentAnswerer();
        await using var host = await SnapHost.Open(Subjects.VirtualAccountPayment, answerer: answerer);
        var subject = Subjects.VirtualAccountPayment;

        await host.Send(SnapLetter.Question(subject)
            .Saying(subject.Body.Replace("IDR", "USD", StringComparison.Ordinal)).Sign());

        Assert.Equal(new Money(10_000_000, new("USD", 2)), answerer.Requests.Asked!.Amount);
    }

    /// <summary>The partner's own, and by the id of the payment before that of the inquiry.</summary>
    [Theory]
    [InlineData("", "INV-1")]
    [InlineData(",\"inquiryRequestId\":\"REQ-1\"", "INV-1")]
    public async Task Are_looked_up_for_the_partner_who_asks(string more, string id)
    {
        var answerer = new StatusAnswerer();
        await using var host = await SnapHost.Open(Subjects.VirtualAccountStatus, answerer: answerer);

        await Send(host, Subjects.VirtualAccountStatus, more + "}");

        Assert.Equal(
            (new PartnerId(Usual), new VaNumber("0090011234567890"), new Reference(id)), answerer.Office.SoughtPayment);
        Assert.Equal(Keys, answerer.Asked!.Keys);
    }

    /// <summary>What is said in the place of a number that cannot be is no number that there is.</summary>
    [Theory]
    [InlineData("  009001", "1234567890", "  0090011234567890", "0090011234567890")]
    [InlineData("00009001", "1234567890", "000090011234567890", "0090011234567890")]
    [InlineData("009001", "1234567890", " 0090011234567890 ", "0090011234567890")]
    [InlineData("009001", "0090011234567890", "0090011234567890", "0090011234567890")]
    [InlineData("00900", "1234567890", "0090011234567890", "00900/1234567890/0090011234567890")]
    [InlineData("009002", "1234567890", "0090011234567890", "009002/1234567890/0090011234567890")]
    [InlineData("009001", "1234567891", "0090011234567890", "009001/1234567891/0090011234567890")]
    [InlineData("009001", "1234567890", "00900112345678900", "009001/1234567890/00900112345678900")]
    [InlineData("10009001", "1234567890", "0090011234567890", "10009001/1234567890/0090011234567890")]
    public async Task Are_named_by_three_fields_that_agree(
        string prefix, string customer, string account, string number)
    {
        var answerer = new OwingAnswerer();
        await using var host = await SnapHost.Open(Subjects.VirtualAccountInquiry, answerer: answerer);

        await host.Send(SnapLetter.Question(Subjects.VirtualAccountInquiry).Saying($$"""
            {"partnerServiceId":"{{prefix}}","customerNo":"{{customer}}","virtualAccountNo":"{{account}}"
            """.TrimEnd() + ""","inquiryRequestId":"INV-1"}""").Sign());

        Assert.Equal(number, answerer.Bills.Asked!.VaNumber.Value);
    }

    [Theory]
    [InlineData("1234567890", "customerNo")]
    [InlineData("\"1234567890\",\"amount\":{\"value\":\"1\",\"currency\":\"IDR\"}", "amount without decimals")]
    [InlineData("\"1234567890\",\"trxDateInit\":\"20261120T125900Z\"", "trxDateInit")]
    [InlineData("\"1234567890\",\"trxDateInit\":\"2026-11-20T12:59:00Z\"", "trxDateInit")]
    [InlineData("\"1234567890\",\"additionalInfo\":[]", "additionalInfo")]
    public async Task Are_asked_about_beyond_the_letter_which_is_counted(string customer, string departure)
    {
        await using var host = await SnapHost.Open(Subjects.VirtualAccountInquiry);
        var subject = Subjects.VirtualAccountInquiry;

        var reply = await host.Send(SnapLetter.Question(subject)
            .Saying(subject.Body.Replace("\"1234567890\"", customer, StringComparison.Ordinal)).Sign());

        Assert.Equal(200, reply.Http);
        Assert.Equal([(Usual, "snap", departure)], host.Leniency.Counted);
    }

    /// <summary>Whoever pays its own bills without money is not asked any further.</summary>
    [Fact]
    public async Task Are_the_business_of_banks_alone()
    {
        foreach (var subject in new[] { Subjects.VirtualAccountInquiry, Subjects.VirtualAccountPayment })
        {
            await using var host = await SnapHost.Open(subject, callers: one => one with { IsBank = false });

            var reply = await host.Send(SnapLetter.Question(subject).Saying("{}").Sign());

            Assert.Equal($"403{subject.Codes.Service}01 Feature Not Allowed [Not a bank]", reply.Said);
            Assert.Null(host.Asked);
        }
    }

    // The subject's body, its last brace left out.
    static async Task Send(SnapHost host, SnapSubject subject, string more)
    {
        var body = (subject.Body[..^1] + more).ReplaceLineEndings("").Trim();
        Assert.Equal(200, (await host.Send(SnapLetter.Question(subject).Saying(body).Sign())).Http);
    }
}
