using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>An inquiry of the day's last moment, which finds that day's invoice already being paid.</summary>
public class InquiryMidnightTests
{
    static readonly DateOnly Day = new(2025, 3, 11);
    static readonly DateTimeOffset Midnight = new(2025, 3, 11, 17, 0, 0, TimeSpan.Zero);
    static readonly AccountInquiry Late = Question.Billed with { AskedAt = Midnight.AddMilliseconds(-10) };

    readonly ScriptedBank _bank = ScriptedBank.Saying(new BankReply.Found("Test BCA"));

    [Fact]
    public async Task Belongs_to_the_next_day_under_a_new_id_of_that_day()
    {
        var inquiryLog = new ScriptedInquiryLog(InquiryVerdict.InvoiceClosed);

        var answer = await Late.AskedOf(_bank, inquiryLog, clock: Midnight.AddMilliseconds(20));

        Assert.Equal([Late.AskedAt, Midnight.AddMilliseconds(20)], inquiryLog.Handed.Select(record => record.AskedAt));
        Assert.Equal([Day, Day.AddDays(1)], inquiryLog.Handed.Select(record => record.Id.Day));
        Assert.Equal(inquiryLog.Handed[1].Id, Assert.IsType<InquiryAnswer.Found>(answer).Receipt.Id);
    }

    [Fact]
    public async Task Belongs_to_it_also_where_the_clock_has_not_reached_it()
    {
        var inquiryLog = new ScriptedInquiryLog(InquiryVerdict.InvoiceClosed);

        await Late.AskedOf(_bank, inquiryLog, clock: Midnight.AddMilliseconds(-5));

        Assert.Equal([Late.AskedAt, Midnight], inquiryLog.Handed.Select(record => record.AskedAt));
        Assert.Equal([Day, Day.AddDays(1)], inquiryLog.Handed.Select(record => record.Id.Day));
    }

    [Fact]
    public async Task Moves_on_again_when_the_next_day_is_closed_too()
    {
        var inquiryLog = new ScriptedInquiryLog(InquiryVerdict.InvoiceClosed, InquiryVerdict.InvoiceClosed);

        await Late.AskedOf(_bank, inquiryLog, clock: Midnight);

        Assert.Equal([Day, Day.AddDays(1), Day.AddDays(2)], inquiryLog.Handed.Select(record => record.Id.Day));
    }

    [Fact]
    public async Task Is_the_same_inquiry_otherwise_and_the_bank_is_not_asked_again()
    {
        var inquiryLog = new ScriptedInquiryLog(InquiryVerdict.InvoiceClosed);

        await Late.AskedOf(_bank, inquiryLog, clock: Midnight);

        var (first, second) = (inquiryLog.Handed[0], inquiryLog.Handed[1]);
        Assert.Equal(first with { Id = second.Id, AskedAt = second.AskedAt }, second);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Single(_bank.Asked);
    }

    [Fact]
    public async Task May_still_be_refused_on_the_next_day() =>
        Assert.Equal(
            new InquiryAnswer.Refused(InquiryRefusal.TooManyMisses),
            await Late.AskedOf(
                _bank, new ScriptedInquiryLog(InquiryVerdict.InvoiceClosed, InquiryVerdict.MissBudgetSpent), Midnight));
}
