using System.Globalization;
using Periksa.Inquiries.Routing;

namespace Periksa.Engine.Tests;

/// <summary>When a route is closed.</summary>
public sealed class RouteClosureTests
{
    // 2026-11-28 is a Saturday; times are in WIB.
    [Theory]
    [InlineData("2026-11-28 22:59", false)]
    [InlineData("2026-11-28 23:00", true)]
    [InlineData("2026-11-29 00:59", true)]   // still Saturday's
    [InlineData("2026-11-29 01:00", false)]
    [InlineData("2026-11-29 23:30", false)]
    [InlineData("2026-11-28 00:30", false)]   // Friday's there is none
    public void Lasts_over_midnight_from_the_day_on_which_it_begins(string at, bool isClosed) =>
        Assert.Equal(isClosed, Window("23:00", "01:00", DayOfWeek.Saturday).Covers("014", Wib(at)));

    [Theory]
    [InlineData("2026-11-28 02:00", true)]
    [InlineData("2026-11-28 02:59", true)]
    [InlineData("2026-11-28 03:00", false)]
    [InlineData("2026-11-28 01:59", false)]
    public void Is_every_day_where_no_day_is_named(string at, bool isClosed) =>
        Assert.Equal(isClosed, Window("02:00", "03:00").Covers("014", Wib(at)));

    [Fact]
    public void Is_about_one_bank_or_all()
    {
        var closure = new RouteClosure { Bank = "014" };

        Assert.True(closure.Covers("014", Wib("2026-11-28 12:00")));
        Assert.False(closure.Covers("002", Wib("2026-11-28 12:00")));
        Assert.True((closure with { Bank = null }).Covers("002", Wib("2026-11-28 12:00")));
    }

    [Theory]
    [InlineData("2026-11-28 11:59", false)]
    [InlineData("2026-11-28 12:00", true)]
    [InlineData("2026-11-28 12:59", true)]
    [InlineData("2026-11-28 13:00", false)]
    public void Lasts_from_its_beginning_until_its_end(string at, bool isClosed)
    {
        var closure = new RouteClosure { From = Wib("2026-11-28 12:00"), Until = Wib("2026-11-28 13:00") };

        Assert.Equal(isClosed, closure.Covers("014", Wib(at)));
    }

    [Fact]
    public void Keeps_days_as_a_number()
    {
        Assert.Equal(0b1000001, WeekDays.Bits([DayOfWeek.Sunday, DayOfWeek.Monday]));
        foreach (var bits in Enumerable.Range(0, 128))
            Assert.Equal(bits, WeekDays.Bits(WeekDays.Of(bits)));
    }

    static RouteClosure Window(string from, string until, params DayOfWeek[] days) => new()
    {
        Days = days.Length == 0 ? null : days.ToHashSet(),
        Hours = (Time(from), Time(until)),
    };

    static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    static DateTimeOffset Wib(string text) => new(
        DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), RouteClosure.Wib);
}
