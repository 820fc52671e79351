using System.Globalization;
using System.Text;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Paydia.Tests;

/// <summary>Bodies that no golden can hold: not text, or too long to read.</summary>
public class BodyTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Has_at_most_64_KiB(bool isAnnounced)
    {
        Assert.Equal("2004200 Successful", await Send(Request.Inquiry, Body.LimitBytes, isAnnounced));
        Assert.Equal("4134200 Request Entity Too Large", await Send(Request.Inquiry, Body.LimitBytes + 1, isAnnounced));
        Assert.Equal("2007300 Successful", await Send(Request.Token, Body.LimitBytes, isAnnounced));
        Assert.Equal("4137300 Request Entity Too Large", await Send(Request.Token, Body.LimitBytes + 1, isAnnounced));
    }

    public static TheoryData<string, byte[]> NotUtf8 => new()
    {
        { "a lone continuation byte", [0x80] },
        { "Latin-1", [0xE9] },
        { "cut short", [0xF0, 0x9F, 0x98] },
        { "an overlong slash", [0xC0, 0xAF] },
        { "a surrogate", [0xED, 0xA0, 0xBD] },
        { "beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80] },
        { "a raw U+0000", [0x00] },
    };

    [Theory, MemberData(nameof(NotUtf8))]
    public async Task Is_refused_with(string what, byte[] bytes)
    {
        await using var room = await OneRoom.Open();

        var inquiry = await room.Send(With(Request.Inquiry, bytes));
        var token = await room.Send(With(Request.Token, bytes));

        Assert.Equal((what, "4004201 Invalid Field Format"), (what, inquiry.Said));
        Assert.Equal((what, "4007301 Invalid Field Format"), (what, token.Said));
        Assert.Null(room.Teller.Asked);
    }

    static async Task<string> Send(Request request, int length, bool isAnnounced)
    {
        await using var room = await OneRoom.Open();
        var padded = request.Saying(Encoding.UTF8.GetString(request.Body).PadRight(length));
        var announced = isAnnounced
            ? padded.With("Content-Length", length.ToString(CultureInfo.InvariantCulture))
            : padded;

        return (await room.Send(announced.Signed(body: request.Body))).Said;
    }

    // Put into a field that nobody asked for, at the body's end.
    static Request With(Request request, byte[] bytes) =>
        (request with { Body = [.. request.Body[..^1], .. Encoding.UTF8.GetBytes(",\"x\":\""), .. bytes, .. "\"}"u8] })
        .Signed();
}
