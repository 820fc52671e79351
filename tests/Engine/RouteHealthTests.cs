using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Engine.Tests;

/// <summary>When a route is taken for unhealthy, and when it is tried again.</summary>
public sealed class RouteHealthTests
{
    static readonly RouteName Route = new("bank-a");
    static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(20);

    readonly MovableClock _clock = new(DateTimeOffset.UnixEpoch);
    readonly RouteHealth _health;

    public RouteHealthTests() => _health = new(_clock);

    [Theory]
    [InlineData(StepOutcome.Unreachable)]
    [InlineData(StepOutcome.Unclear)]
    [InlineData(StepOutcome.Failed)]
    [InlineData(StepOutcome.Pending)]
    public void Is_unhealthy_for_a_bank_once_ten_questions_have_failed(StepOutcome outcome)
    {
        Note(outcome, times: 9);
        Assert.Null(Admit());

        Note(outcome);
        Assert.Equal(SkipReason.Unhealthy, Admit());
        Assert.Null(_health.Admit(Route, "002"));   // another bank's may go through all the same
    }

    [Theory]
    [InlineData(StepOutcome.NotFound)]   // the bank's no is an answer
    [InlineData(StepOutcome.Found)]
    [InlineData(StepOutcome.Misconfigured)]   // our fault, and not its
    public void Stays_healthy_by_what_is_no_failure(StepOutcome outcome)
    {
        Note(outcome, times: 50);

        Assert.Null(Admit());
    }

    [Fact]
    public void Takes_late_for_an_answer_only_where_that_is_its_way()
    {
        Note(StepOutcome.Pending, times: 20, isLateBefitting: true);
        Assert.Null(Admit());

        Note(StepOutcome.Pending, times: 64);
        Assert.Equal(SkipReason.Unhealthy, Admit());
    }

    /// <summary>Of ten, nine say enough and eight do not: the lower bound is 0.60 and 0.49.</summary>
    [Theory]
    [InlineData(8, false)]
    [InlineData(9, true)]
    public void Judges_by_the_lower_bound_of_what_fails(int failed, bool isUnhealthy)
    {
        Note(StepOutcome.Found, times: 10 - failed);
        Note(StepOutcome.Failed, times: failed);

        Assert.Equal(isUnhealthy ? SkipReason.Unhealthy : null, Admit());
    }

    [Fact]
    public void Lets_one_question_through_now_and_then_and_is_healthy_by_its_answer()
    {
        Note(StepOutcome.Failed, times: 10);
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(SkipReason.Unhealthy, Admit());

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(Admit());
        Assert.Equal(SkipReason.Unhealthy, Admit());   // the next has to wait for what that one says

        Note(StepOutcome.NotFound);
        Assert.Null(Admit());
    }

    [Fact]
    public void Waits_twice_as_long_each_time_and_a_minute_at_most()
    {
        Note(StepOutcome.Failed, times: 10);
        foreach (var seconds in new[] { 2, 4, 8, 16, 32, 60, 60 })
        {
            _clock.Advance(TimeSpan.FromSeconds(seconds - 0.1));
            Assert.Equal(SkipReason.Unhealthy, Admit());
            _clock.Advance(TimeSpan.FromSeconds(0.1));
            Assert.Null(Admit());
            Note(StepOutcome.Failed);
        }
    }

    /// <summary>They were on their way when it was found out.</summary>
    [Fact]
    public void Does_not_wait_longer_for_those_that_fail_late()
    {
        Note(StepOutcome.Failed, times: 500);
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(Admit());
    }

    [Fact]
    public void Forgets_what_is_older_than_a_minute()
    {
        Note(StepOutcome.Failed, times: 9);
        _clock.Advance(TimeSpan.FromSeconds(61));
        Note(StepOutcome.Failed, times: 9);

        Assert.Null(Admit());
    }

    [Fact]
    public void Spares_one_that_is_busy_for_a_while_and_longer_each_time()
    {
        Note(StepOutcome.Busy);
        Assert.Equal(SkipReason.Busy, Admit());

        _clock.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Null(Admit());

        Note(StepOutcome.Busy);
        _clock.Advance(TimeSpan.FromMilliseconds(450));
        Assert.Equal(SkipReason.Busy, Admit());

        _clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Null(Admit());
        Note(StepOutcome.Found);
        Note(StepOutcome.Busy);
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Null(Admit());   // it has answered since
    }

    [Fact]
    public void Knows_how_slow_it_is_from_ten_answers_on()
    {
        for (var i = 1; i <= 9; i++)
            Note(StepOutcome.Found, took: TimeSpan.FromMilliseconds(i));
        Assert.Null(_health.Slow(Route, "014"));

        for (var i = 10; i <= 40; i++)
            Note(StepOutcome.Found, took: TimeSpan.FromMilliseconds(i));
        Assert.Equal(TimeSpan.FromMilliseconds(38), _health.Slow(Route, "014"));
    }

    SkipReason? Admit() => _health.Admit(Route, "014");

    void Note(StepOutcome outcome, int times = 1, bool isLateBefitting = false, TimeSpan? took = null)
    {
        for (var i = 0; i < times; i++)
            _health.Note(Route, "014", outcome, took ?? Quick, isLateBefitting);
    }
}
