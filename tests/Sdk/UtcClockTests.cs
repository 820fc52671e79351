namespace Periksa.Sdk.Tests;

/// <summary>A vendor's own Node SDK stamps its requests with a clock in UTC and calls that Jakarta's time. It is
/// taken at its word, unless its credential is known to do so.</summary>
public class UtcClockTests
{
    static readonly SnapSdk Node = SnapSdks.All["Paydia Node"];
    static readonly SnapSdk Right = SnapSdks.All["Paydia PHP"];

    public static TheoryData<string> Dialects => [.. SnapWire.All.Select(wire => wire.Name)];

    [Theory, MemberData(nameof(Dialects))]
    public async Task Is_seven_hours_late_where_nothing_is_known_of_it(string dialect)
    {
        var wire = SnapWire.Of(dialect);
        await using var host = await SnapHost.Open(wire);

        Assert.Equal("4017300 Unauthorized. [Timestamp]", await host.Say(Node.Token(wire, SnapHost.Now)));
        Assert.Contains("[Timestamp]", await host.Say(Node.Inquiry(wire, SnapHost.Now)), StringComparison.Ordinal);
        Assert.Empty(host.Counted);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Is_taken_and_counted_where_its_credential_says_so(string dialect)
    {
        var wire = SnapWire.Of(dialect);
        await using var host = await SnapHost.Open(wire, Utc);

        Assert.Equal("2007300 Successful", await host.Say(Node.Token(wire, SnapHost.Now)));
        Assert.Equal("utc-clock", host.Counted);
        Assert.Equal($"{wire.Ok} Successful", await host.Say(Node.Inquiry(wire, SnapHost.Now)));
        Assert.EndsWith("utc-clock", host.Counted, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Is_never_read_in_both_ways(string dialect)
    {
        var wire = SnapWire.Of(dialect);
        await using var host = await SnapHost.Open(wire, Utc);

        Assert.Equal("4017300 Unauthorized. [Timestamp]", await host.Say(Right.Token(wire, SnapHost.Now)));
        Assert.Contains("[Timestamp]", await host.Say(Right.Inquiry(wire, SnapHost.Now)), StringComparison.Ordinal);
    }

    /// <summary>Whatever zone is put behind it, and nothing is counted where that is the right one.</summary>
    [Theory]
    [InlineData("2026-11-28T16:14:10Z", 0)]
    [InlineData("2026-11-28T16:14:10+00:00", 0)]
    [InlineData("2026-11-28T16:14:10+08:00", 1)]
    [InlineData("2026-11-28T16:14:10-12:00", 1)]
    [InlineData("2026-11-28T16:18:10+07:00", 1)]
    public async Task Is_read_as_UTC_only(string stamp, int counted)
    {
        var wire = SnapWire.Paydia;
        await using var host = await SnapHost.Open(wire, Utc);

        Assert.Equal(
            "2007300 Successful", await host.Say((Node with { Stamp = _ => stamp }).Token(wire, SnapHost.Now)));
        Assert.Equal(counted, host.Answerers.Counted.Count(one => one is "utc-clock"));
    }

    /// <summary>The stamp as it is written, and not as it is read: a request replayed another day meets its own
    /// key.</summary>
    [Theory, MemberData(nameof(Dialects))]
    public async Task Uses_its_key_up_on_the_day_that_it_wrote(string dialect)
    {
        var wire = SnapWire.Of(dialect);
        var now = new DateTimeOffset(2026, 11, 28, 18, 0, 0, TimeSpan.Zero);   // one o'clock on the 29th, WIB
        await using var host = await SnapHost.Open(wire, Utc, now);

        Assert.Equal($"{wire.Ok} Successful", await host.Say(Node.Inquiry(wire, now)));
        Assert.Equal(new(2026, 11, 28), host.Answerers.Keys!.Day);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Has_each_of_its_token_requests_taken_once(string dialect)
    {
        var wire = SnapWire.Of(dialect);
        await using var host = await SnapHost.Open(wire, Utc);
        var first = Node.Token(wire, SnapHost.Now);
        var next = Node.Token(wire, SnapHost.Now.AddSeconds(1));
        var wrong = (Node with { Grant = "{}" }).Token(wire, SnapHost.Now.AddSeconds(2));
        var mended = Node.Token(wire, SnapHost.Now.AddSeconds(2));

        Assert.Equal("2007300 Successful", await host.Say(first));
        Assert.Equal("4017300 Unauthorized. [Timestamp]", await host.Say(first));
        Assert.Equal("4017300 Unauthorized. [Timestamp]", await host.Say((Node with { IsHex = true }).Token(
            wire, SnapHost.Now)));
        Assert.Equal("2007300 Successful", await host.Say(next));
        Assert.Equal("4007302 Invalid Mandatory Field grantType", await host.Say(wrong));
        Assert.Equal("2007300 Successful", await host.Say(mended));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task May_repeat_its_token_requests_where_its_clock_is_right(string dialect)
    {
        var wire = SnapWire.Of(dialect);
        await using var host = await SnapHost.Open(wire);
        var sent = Right.Token(wire, SnapHost.Now);

        Assert.Equal("2007300 Successful", await host.Say(sent));
        Assert.Equal("2007300 Successful", await host.Say(sent));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Is_taken_at_its_word_by_the_letter(string dialect)
    {
        var wire = SnapWire.Of(dialect);
        await using var host = await SnapHost.Open(
            wire, caller => Utc(caller) with { Partner = caller.Partner with { IsStrict = true } });

        Assert.Equal("4017300 Unauthorized. [Timestamp]", await host.Say(Node.Token(wire, SnapHost.Now)));
        Assert.Equal("2007300 Successful", await host.Say(Right.Token(wire, SnapHost.Now)));
    }

    static Credential Utc(Credential caller) => caller with { HasUtcClock = true };
}
