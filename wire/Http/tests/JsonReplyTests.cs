using System.Text;
using Microsoft.AspNetCore.Http;

namespace Periksa.Wire.Http.Tests;

public class JsonReplyTests
{
    [Theory]
    [InlineData("John Doe", "John Doe")]
    [InlineData("2022-04-05T06:11:58+07:00", "2022-04-05T06:11:58+07:00")]
    [InlineData("A & B <c> 'd' `e` /f", "A & B <c> 'd' `e` /f")]
    [InlineData("näme é ß 漢 \u0662", "näme é ß 漢 \u0662")]
    [InlineData("say \"yes\"", "say \\\"yes\\\"")]
    [InlineData("back\\slash", "back\\\\slash")]
    [InlineData("a\nb\tc\u0001", "a\\nb\\tc\\u0001")]
    [InlineData("😀", "\\uD83D\\uDE00")]   // the one needless escape: the relaxed encoder still writes these as pairs
    public async Task Escapes_only_what_it_must(string name, string written)
    {
        var (_, body) = await Write(new Receipt(name, 2000, 2));

        Assert.Equal($$"""{"holder_name":"{{written}}","amount":2000,"lines":2}""", body);
    }

    [Theory]
    [InlineData(200000, "2000")]
    [InlineData(100050, "1000.5")]
    [InlineData(100055, "1000.55")]
    [InlineData(0, "0")]
    [InlineData(long.MaxValue, "92233720368547758.07")]
    public async Task Writes_an_amount_without_needless_decimals(long minor, string written)
    {
        var (_, body) = await Write(new Receipt(null, (decimal)minor / 100, 0));

        Assert.Equal($$"""{"holder_name":null,"amount":{{written}},"lines":0}""", body);
    }

    [Fact]
    public async Task Says_its_status_its_type_and_its_length_in_bytes()
    {
        var (response, body) = await Write(new Receipt("é", null, 0));

        Assert.Equal("""{"holder_name":"é","amount":null,"lines":0}""", body);
        Assert.Equal(418, response.StatusCode);
        Assert.Equal("application/json", response.ContentType);
        Assert.Equal(Encoding.UTF8.GetByteCount(body), response.ContentLength);
    }

    [Fact]
    public async Task Can_be_written_again()
    {
        var reply = JsonReply.Of(200, new Receipt("John Doe", 1, 1), Shapes.Exact.Receipt);

        var (_, first) = await Write(reply);
        var (_, second) = await Write(reply);

        Assert.Equal(first, second);
    }

    static Task<(HttpResponse Response, string Body)> Write(Receipt receipt) =>
        Write(JsonReply.Of(418, receipt, Shapes.Exact.Receipt));

    static async Task<(HttpResponse Response, string Body)> Write(JsonReply reply)
    {
        var written = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = written } };
        await reply.Write(http.Response);
        return (http.Response, Encoding.UTF8.GetString(written.ToArray()));
    }
}
