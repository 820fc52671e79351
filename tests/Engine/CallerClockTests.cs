using Periksa.Engine.Tests.Fakes;
using Periksa.Partners;

namespace Periksa.Engine.Tests;

public class CallerClockTests
{
    static readonly DateTimeOffset Now = Question.Now;

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(-300)]
    public void Takes_a_stamp_of_up_to_five_minutes_either_way(int seconds) =>
        Assert.True(New().IsNear(Now.AddSeconds(seconds)));

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Takes_none_that_is_a_tick_further(int sign) =>
        Assert.False(New().IsNear(Now.AddTicks(sign * (TimeSpan.FromMinutes(5).Ticks + 1))));

    [Fact]
    public void Compares_moments_and_not_what_they_are_called() =>
        Assert.True(New().IsNear(Now.ToOffset(TimeSpan.FromHours(7))));

    [Fact]
    public void Takes_a_tolerance_of_the_operators()
    {
        var clock = new CallerClock(new StoppedClock(Now), TimeSpan.FromSeconds(1));

        Assert.True(clock.IsNear(Now.AddSeconds(1)));
        Assert.False(clock.IsNear(Now.AddSeconds(1).AddTicks(1)));
    }

    // The tests' clock stands in March 2025, as a sandbox's that was moved: real programs stamp with real time.
    [Fact]
    public void Takes_real_time_too_where_the_clock_was_moved_and_nothing_between()
    {
        var real = TimeProvider.System.GetUtcNow();

        Assert.True(New().IsNear(real));
        Assert.True(New().IsNear(real.AddMinutes(-4)));
        Assert.True(New().IsNear(real.AddMinutes(4)));
        Assert.False(New().IsNear(real.AddMinutes(-6)));
        Assert.False(New().IsNear(real.AddMinutes(6)));
        Assert.False(New().IsNear(Now + ((real - Now) / 2)));
    }

    [Fact]
    public void Is_not_upset_by_the_ends_of_time()
    {
        Assert.False(New().IsNear(DateTimeOffset.MinValue));
        Assert.False(New().IsNear(DateTimeOffset.MaxValue));
    }

    /// <summary>The signature of a day that is just over is still on its way.</summary>
    [Theory]
    [InlineData("2025-03-11T16:54:59Z", "2025-03-11")]
    [InlineData("2025-03-11T16:55:00Z", "2025-03-11 2025-03-12")]
    [InlineData("2025-03-11T17:04:59.999Z", "2025-03-11 2025-03-12")]
    [InlineData("2025-03-11T17:05:00Z", "2025-03-12")]
    public void Takes_two_days_around_midnight_in_Jakarta_and_real_time_too(string now, string days)
    {
        var clock = new CallerClock(
            new StoppedClock(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)),
            CallerClock.ToleranceDefault);

        var taken = clock.Days.ToArray();

        Assert.Equal(
            days.Split(' '),
            taken.Where(day => day.Year == 2025).Order().Select(day => $"{day:yyyy-MM-dd}"));
        Assert.Contains(BusinessDay.Of(TimeProvider.System.GetUtcNow()), taken);
    }

    static CallerClock New() => new(new StoppedClock(Now), CallerClock.ToleranceDefault);
}
