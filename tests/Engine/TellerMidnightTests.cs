using Periksa.Engine.Tests.Fakes;

namespace Periksa.Engine.Tests;

/// <summary>An inquiry of the day's last moment, which finds that day's invoice already being paid.</summary>
public class TellerMidnightTests
{
    static readonly DateOnly Day = new(2025, 3, 11);
    static readonly DateTimeOffset Midnight = new(2025, 3, 11, 17, 0, 0, TimeSpan.Zero);
    static readonly AccountInquiry Late = Question.Billed with { AskedAt = Midnight.AddMilliseconds(-10) };

    readonly ScriptedBank _bank = ScriptedBank.Saying(new BankReply.Found("Test BCA"));

    [Fact]
    public async Task Belongs_to_the_next_day_under_a_new_id_of_that_day()
    {
        var journal = new ScriptedJournal(InquiryVerdict.InvoiceClosed);

        var answer = await Late.AskedOf(_bank, journal, clock: Midnight.AddMilliseconds(20));

        Assert.Equal([Late.AskedAt, Midnight.AddMilliseconds(20)], journal.Handed.Select(record => record.AskedAt));
        Assert.Equal([Day, Day.AddDays(1)], journal.Handed.Select(record => record.Id.Day));
        Assert.Equal(journal.Handed[1].Id, Assert.IsType<InquiryAnswer.Found>(answer).Receipt.Id);
    }

    [Fact]
    public async Task Belongs_to_it_also_where_the_clock_has_not_reached_it()
    {
        var journal = new ScriptedJournal(InquiryVerdict.InvoiceClosed);

        await Late.AskedOf(_bank, journal, clock: Midnight.AddMilliseconds(-5));

        Assert.Equal([Late.AskedAt, Midnight], journal.Handed.Select(record => record.AskedAt));
        Assert.Equal([Day, Day.AddDays(1)], journal.Handed.Select(record => record.Id.Day));
    }

    [Fact]
    public async Task Moves_on_again_when_the_next_day_is_closed_too()
    {
        var journal = new ScriptedJournal(InquiryVerdict.InvoiceClosed, InquiryVerdict.InvoiceClosed);

        await Late.AskedOf(_bank, journal, clock: Midnight);

        Assert.Equal([Day, Day.AddDays(1), Day.AddDays(2)], journal.Handed.Select(record => record.Id.Day));
    }

    [Fact]
    public async Task Is_the_same_inquiry_otherwise_and_the_bank_is_not_asked_again()
    {
        var journal = new ScriptedJournal(InquiryVerdict.InvoiceClosed);

        await Late.AskedOf(_bank, journal, clock: Midnight);

        var (first, second) = (journal.Handed[0], journal.Handed[1]);
        Assert.Equal(first with { Id = second.Id, AskedAt = second.AskedAt }, second);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Single(_bank.Asked);
    }

    [Fact]
    public async Task May_still_be_refused_on_the_next_day() =>
        Assert.Equal(
            new InquiryAnswer.Refused(InquiryRefusal.TooManyMisses),
            await Late.AskedOf(_bank, new ScriptedJournal(InquiryVerdict.InvoiceClosed, InquiryVerdict.MissBudgetSpent), Midnight));
}
