using System.Globalization;

namespace Periksa.Wire.SnapServer.Laws;

/// <summary>The keys that a question uses up, and the text it is signed over.</summary>
public abstract class SnapKeys(SnapSubject subject)
{
    [Theory]
    [InlineData("2026-11-20T17:02:00Z", "2026-11-20T23:59:59+07:00", "2026-11-20")]
    [InlineData("2026-11-20T17:02:00Z", "2026-11-20T16:59:59Z", "2026-11-20")]
    [InlineData("2026-11-20T17:02:00Z", "2026-11-21T00:00:00+07:00", "2026-11-21")]
    [InlineData("2026-11-20T16:58:00Z", "2026-11-21T00:00:00+07:00", "2026-11-21")]
    [InlineData("2026-11-20T16:58:00Z", "2026-11-20T17:00:00.000Z", "2026-11-21")]
    [InlineData("2026-11-20T17:02:00Z", "2026-11-21T00:59:59+08:00", "2026-11-20")]
    [InlineData("2026-11-20T16:59:59Z", "2026-11-21T02:00:00+09:00", "2026-11-21")]
    public async Task Are_of_the_Jakarta_day_that_it_was_stamped_and_not_of_the_day_it_came(
        string now, string stamp, string day)
    {
        await using var host = await SnapHost.Open(subject, DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));

        var reply = await host.Send(SnapLetter.Question(subject).With("X-TIMESTAMP", stamp).Sign());

        Assert.Equal(200, reply.Http);
        var keys = host.Asked!.Keys;
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), keys.Day);
        Assert.Equal(($"{subject.Vendor.Dialect}:{SnapCallers.Usual}", "1687243078"), (keys.Caller, keys.DayKey));
    }

    [Fact]
    public async Task Are_not_of_the_callers_clock_where_it_is_wrong()
    {
        await using var host = await SnapHost.Open(subject);
        var late = subject.Vendor.Stamp(SnapHost.Now.AddMinutes(4));

        var reply = await host.Send(SnapLetter.Question(subject).With("X-TIMESTAMP", late).Sign());

        Assert.Equal((200, subject.Vendor.Stamp(SnapHost.Now)), (reply.Http, reply.Stamp));
        Assert.Equal(SnapHost.Now, host.Asked!.At ?? SnapHost.Now);
    }

    /// <summary>In memory, clients put a target in order before they send it.</summary>
    [Theory]
    [InlineData("?a=%7E1&b=%2e")]
    [InlineData("?A=a+b%20c&&=")]
    [InlineData("?")]
    public async Task Are_signed_over_the_target_as_it_was_written(string query)
    {
        await using var host = await SnapHost.Open(subject);
        var letter = SnapLetter.Question(subject) with { Target = subject.Path + query };

        Assert.Equal(200, (await host.Send(letter.Sign())).Http);
    }
}
