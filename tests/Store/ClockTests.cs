using System.Diagnostics;
using Periksa.Postgres.Hosts;
using Periksa.Sandbox.Store;

namespace Periksa.Store.Tests;

public class ClockTests
{
    [Theory]
    [InlineData(0, new double[0], ClockStanding.Agree)]
    [InlineData(2, new double[0], ClockStanding.Agree)]
    [InlineData(-2, new[] { 90.0, 90 }, ClockStanding.Agree)]
    [InlineData(2.001, new[] { 1.9 }, ClockStanding.HostIsWrong)]
    [InlineData(-90, new[] { 0.0, -90 }, ClockStanding.HostIsWrong)]      // one that agrees is enough
    [InlineData(90, new double[0], ClockStanding.DatabaseIsSuspect)]      // nobody to ask
    [InlineData(90, new[] { 90.5, 89 }, ClockStanding.DatabaseIsSuspect)]
    [InlineData(90, new[] { -300.0 }, ClockStanding.DatabaseIsSuspect)]   // one word against the other
    [InlineData(93600, new[] { 90.0, 90.5 }, ClockStanding.HostIsWrong)]  // two bear each other out
    [InlineData(90, new[] { 90.5, 93600 }, ClockStanding.DatabaseIsSuspect)]
    public void Are_judged_by_who_agrees_with_whom(double own, double[] others, ClockStanding expected) =>
        Assert.Equal(
            expected,
            ClockJudge.Judge(TimeSpan.FromSeconds(own), [.. others.Select(other => TimeSpan.FromSeconds(other))]));

    [Fact]
    public void Are_believed_when_three_readings_in_a_row_agree()
    {
        var opinion = new ClockOpinion();
        Assert.Equal(ClockStanding.Unknown, opinion.Standing);

        Assert.Equal(
            [false, false, true, false],
            Enumerable.Range(0, 4).Select(_ => opinion.Hear(ClockStanding.Agree)));
        ClockStanding[] wavering =
        [
            ClockStanding.HostIsWrong, ClockStanding.HostIsWrong, ClockStanding.Agree,
            ClockStanding.HostIsWrong, ClockStanding.DatabaseIsSuspect, ClockStanding.HostIsWrong,
        ];
        Assert.All(wavering, said => Assert.False(opinion.Hear(said)));
        Assert.Equal(ClockStanding.Agree, opinion.Standing);

        Assert.False(opinion.Hear(ClockStanding.HostIsWrong));
        Assert.True(opinion.Hear(ClockStanding.HostIsWrong));

        // That the other hosts are gone does not make it right.
        Assert.All(Enumerable.Repeat(ClockStanding.DatabaseIsSuspect, 4), said => Assert.False(opinion.Hear(said)));
        Assert.Equal(ClockStanding.HostIsWrong, opinion.Standing);
        Assert.Equal(ClockStanding.HostIsWrong, opinion.Standing);
    }

    [Fact]
    public void Say_nothing_after_a_long_round_trip()
    {
        var clock = new DatabaseClock(TimeProvider.System);
        for (var i = 0; i < 3; i++)
            clock.Hear(Reading(ahead: 90, roundTripMs: 501), [TimeSpan.Zero]);

        Assert.Equal((ClockStanding.Unknown, null), (clock.Standing, clock.Skew));
        Assert.False(clock.MayWork);

        for (var i = 0; i < 3; i++)
            clock.Hear(Reading(ahead: 90, roundTripMs: 500), [TimeSpan.Zero]);

        Assert.Equal((ClockStanding.HostIsWrong, TimeSpan.FromSeconds(90)), (clock.Standing, clock.Skew));
        Assert.False(clock.MayWork || clock.MayDecide);
    }

    [Fact]
    public void Give_way_to_the_databases_where_hosts_share_work()
    {
        var sandbox = new SandboxClock();
        var clock = new DatabaseClock(sandbox);
        for (var i = 0; i < 3; i++)
            clock.Hear(Reading(ahead: 90, roundTripMs: 1), []);

        Assert.True(clock.MayWork);
        Assert.False(clock.MayDecide);
        AssertNear(TimeProvider.System.GetUtcNow().AddSeconds(-90), clock.Now);

        sandbox.Offset = TimeSpan.FromDays(1);
        AssertNear(TimeProvider.System.GetUtcNow().AddSeconds(-90).AddDays(1), clock.Now);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("*", 1)]
    [InlineData("a, b", 1)]
    [InlineData("2 (a, b, c)", 2)]
    [InlineData("FIRST 3 (a, b, c)", 3)]
    [InlineData("any 2(*)", 2)]
    [InlineData("first", 1)]
    public void Say_how_many_standbys_commits_wait_for(string names, int wanted) =>
        Assert.Equal(wanted, Standbys.WantedBy(names));

    static ClockReading Reading(double ahead, double roundTripMs)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new(
            now.AddSeconds(-ahead), now, Stopwatch.GetTimestamp(), TimeSpan.FromMilliseconds(roundTripMs));
    }

    static void AssertNear(DateTimeOffset expected, DateTimeOffset actual) =>
        Assert.InRange((actual - expected).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(5));
}

public class TimelineTests
{
    [Fact]
    public void Go_up_and_never_down()
    {
        var risen = 0;
        var timelines = new Timelines(
            isPrimaryChosen: true, Microsoft.Extensions.Logging.Abstractions.NullLogger<Timelines>.Instance)
        {
            Rose = () => risen++,
        };

        Assert.True(timelines.Admit(3));
        Assert.Equal(0, risen);
        Assert.True(timelines.Admit(3));
        Assert.True(timelines.Admit(5));
        Assert.Equal(1, risen);
        Assert.False(timelines.Admit(4));
        Assert.True(timelines.Admit(5));
        Assert.Equal(1, risen);
    }
}
