using System.Globalization;
using System.Text;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Wire.SnapServer.Laws;

/// <summary>Bodies that no golden can hold: not text, or too long to read.</summary>
public abstract class SnapBodies(SnapSubject subject)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Have_at_most_64_KiB(bool isAnnounced)
    {
        var (question, token) = (SnapLetter.Question(subject), SnapLetter.Token(subject));

        Assert.Equal(200, await Send(question, Body.LimitBytes, isAnnounced));
        Assert.Equal(413, await Send(question, Body.LimitBytes + 1, isAnnounced));
        Assert.Equal(200, await Send(token, Body.LimitBytes, isAnnounced));
        Assert.Equal(413, await Send(token, Body.LimitBytes + 1, isAnnounced));
    }

    public static TheoryData<string, byte[]> NotUtf8 => new()
    {
        { "a lone continuation byte", [0x80] },
        { "Latin-1", [0xE9] },
        { "cut short", [0xF0, 0x9F, 0x98] },
        { "an overlong slash", [0xC0, 0xAF] },
        { "an overlong nothing", [0xC0, 0x80] },
        { "a surrogate", [0xED, 0xA0, 0xBD] },
        { "beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80] },
        { "a raw U+0000", [0x00] },
        { "a raw U+001F", [0x1F] },
    };

    [Theory, MemberData(nameof(NotUtf8))]
    public async Task Are_refused_with(string what, byte[] bytes)
    {
        await using var host = await SnapHost.Open(subject);

        var question = await host.Send(With(SnapLetter.Question(subject), bytes));
        var token = await host.Send(With(SnapLetter.Token(subject), bytes));

        Assert.Equal((what, Text(subject.Codes.UnreadableBody)), (what, question.Said));
        Assert.Equal((what, Text(subject.TokenCodes.UnreadableBody)), (what, token.Said));
        Assert.Null(host.Asked);
    }

    async Task<int> Send(SnapLetter letter, int length, bool isAnnounced)
    {
        await using var host = await SnapHost.Open(subject);
        var padded = letter.Saying(Encoding.UTF8.GetString(letter.Body).PadRight(length));
        var announced = isAnnounced
            ? padded.With("Content-Length", length.ToString(CultureInfo.InvariantCulture))
            : padded;

        return (await host.Send(announced.Sign(body: letter.Body))).Http;
    }

    // Put into a field that nobody asked for, at the body's end.
    static SnapLetter With(SnapLetter letter, byte[] bytes) =>
        (letter with { Body = [.. letter.Body[..^1], .. Encoding.UTF8.GetBytes(",\"x\":\""), .. bytes, .. "\"}"u8] })
        .Sign();

    static string Text(SnapCode code) => $"{code.Value} {code.Message}";
}
