using System.Globalization;

namespace Periksa.Dialects.Paydia.Tests;

public class InquiryTests
{
    const string Successful = "2004200 Successful";

    [Fact]
    public async Task Is_asked_with_both_keys_and_two_seconds_of_patience()
    {
        await using var room = await OneRoom.Open();

        var reply = await room.Send(Request.Inquiry.Signed());

        Assert.Equal(Successful, reply.Said);
        Assert.Equal(
            new AccountInquiry(
                OneRoom.Named(Callers.Usual).Partner,
                "paydia",
                new("014", "0123456789"),
                OneRoom.Now,
                Price: null,
                TimeSpan.FromSeconds(2))
            {
                Keys = new($"paydia:{Callers.Usual}", new(2026, 11, 20), "1687243078", "INV-1"),
            },
            room.Teller.Asked);
    }

    [Theory]
    [InlineData("2026-11-20T17:02:00Z", "2026-11-20T23:59:59+07:00", "2026-11-20")]
    [InlineData("2026-11-20T17:02:00Z", "2026-11-20T16:59:59Z", "2026-11-20")]
    [InlineData("2026-11-20T17:02:00Z", "2026-11-21T00:00:00+07:00", "2026-11-21")]
    [InlineData("2026-11-20T16:58:00Z", "2026-11-21T00:00:00+07:00", "2026-11-21")]
    [InlineData("2026-11-20T16:58:00Z", "2026-11-20T17:00:00.000Z", "2026-11-21")]
    [InlineData("2026-11-20T17:02:00Z", "2026-11-21T00:59:59+08:00", "2026-11-20")]
    public async Task Has_its_key_on_the_Jakarta_day_that_it_was_stamped_and_not_on_the_day_it_came(
        string now, string stamp, string day)
    {
        await using var room = await OneRoom.Open(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));

        var reply = await room.Send(Request.Inquiry.With("X-TIMESTAMP", stamp).Signed());

        Assert.Equal(Successful, reply.Said);
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), room.Teller.Asked!.Keys!.Day);
    }

    [Fact]
    public async Task Is_stamped_with_the_clock_and_not_with_what_the_caller_says()
    {
        await using var room = await OneRoom.Open();

        var reply = await room.Send(Request.Inquiry.With("X-TIMESTAMP", "2026-11-20T20:04:00+07:00").Signed());

        Assert.Equal((Successful, Request.Timestamp), (reply.Said, reply.Timestamp));
    }

    /// <summary>In memory, clients put a target in order before they send it.</summary>
    [Theory]
    [InlineData("?a=%7E1&b=%2e")]
    [InlineData("?A=a+b%20c&&=")]
    [InlineData("?")]
    public async Task Is_signed_over_the_target_as_it_was_written(string query)
    {
        await using var room = await OneRoom.Open();
        var request = Request.Inquiry with { Target = Request.InquiryTarget + query };

        var reply = await room.Send(request.Signed());

        Assert.Equal(Successful, reply.Said);
    }
}
