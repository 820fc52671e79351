using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Periksa.Tests;

public class BusinessDayTests
{
    [Theory]
    [InlineData("2025-03-11T16:59:59Z", "2025-03-11")]   // 23:59:59 in Jakarta
    [InlineData("2025-03-11T16:59:59.9999999Z", "2025-03-11")]
    [InlineData("2025-03-11T17:00:00Z", "2025-03-12")]   // midnight in Jakarta
    [InlineData("2025-03-12T00:00:00+07:00", "2025-03-12")]
    [InlineData("2025-03-12T00:59:59+08:00", "2025-03-11")]   // Bali is an hour ahead
    [InlineData("2024-02-28T17:00:00Z", "2024-02-29")]
    [InlineData("2025-12-31T17:00:00Z", "2026-01-01")]
    public void Turns_at_midnight_in_Jakarta(string moment, string day) =>
        Assert.Equal(Day(day), BusinessDay.Of(Moment(moment)));

    [Fact]
    public void Ends_when_its_invoice_falls_due() =>   // Sento's sample invoice: tx_date 2025-03-11 and this due_at
        Assert.Equal(Moment("2025-03-11T17:00:00Z"), BusinessDay.End(Day("2025-03-11")));

    [Fact]
    public void Ends_at_the_first_moment_of_the_next() =>
        Prop.ForAll(Arbitrary.Moments, moment =>
        {
            var day = BusinessDay.Of(moment);
            var end = BusinessDay.End(day);
            return BusinessDay.Of(end) == day.AddDays(1) && BusinessDay.Of(end.AddTicks(-1)) == day;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Is_the_same_whatever_offset_its_moment_is_written_in() =>
        Prop.ForAll(Arbitrary.Moments, Gen.Choose(-14, 14).ToArbitrary(), (moment, hours) =>
            BusinessDay.Of(moment.ToOffset(TimeSpan.FromHours(hours))) == BusinessDay.Of(moment))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Has_its_times_in_Jakarta() =>
        Assert.Equal(Moment("2025-03-11T08:45:00Z"), BusinessDay.At(Day("2025-03-11"), new(15, 45)));

    static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
