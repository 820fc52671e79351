using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Periksa.Wire.Http.Tests;

public class BodyTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(1024, true)]
    [InlineData(1025, true)]
    [InlineData(Body.LimitBytes - 1, true)]
    [InlineData(Body.LimitBytes, true)]
    [InlineData(Body.LimitBytes + 1, false)]
    [InlineData(10 * Body.LimitBytes, false)]
    public async Task Is_received_whole_or_not_at_all(int length, bool isReceived)
    {
        var sent = Bytes(length);

        Assert.Equal(isReceived ? sent : null, await Receive(new MemoryStream(sent), length));
        Assert.Equal(isReceived ? sent : null, await Receive(new MemoryStream(sent), announced: null));
        Assert.Equal(isReceived ? sent : null, await Receive(new Trickle(sent), length));
        Assert.Equal(isReceived ? sent : null, await Receive(new Trickle(sent), announced: null));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(true, "")]
    [InlineData(true, "identity")]
    [InlineData(true, "IDENTITY", "identity")]
    [InlineData(true, "identity, identity")]
    [InlineData(false, "gzip")]
    [InlineData(false, "identity", "gzip")]
    [InlineData(false, "identity,br")]
    [InlineData(false, "x-unheard-of")]
    public void Is_JSON_where_it_is_called_so_and_not_coded(bool isJson, params string[] codings)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = "application/json";
        request.Headers.ContentEncoding = codings;

        Assert.Equal(isJson, Body.IsJson(request));
        Assert.Equal(!isJson, Body.IsEncoded(request));
    }

    [Fact]
    public async Task Is_not_read_when_it_announces_too_much() =>
        Assert.Null(await Receive(new Broken(new IOException("reset")), Body.LimitBytes + 1));

    [Fact]
    public async Task Is_no_body_when_the_connection_breaks() =>
        await Assert.ThrowsAsync<IOException>(() => Receive(new Broken(new IOException("reset")), announced: 10));

    [Fact]
    public async Task Is_too_long_when_the_server_has_read_enough() => Assert.Null(await Receive(
        new Broken(new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge)), announced: null));

    [Fact]
    public async Task Is_left_to_the_server_when_its_framing_is_wrong() =>
        await Assert.ThrowsAsync<BadHttpRequestException>(
            () => Receive(new Broken(new BadHttpRequestException("Bad chunk.")), announced: null));

    [Fact]
    public async Task Is_wrongly_framed_by_a_chunk_longer_than_any_number() =>
        await Assert.ThrowsAsync<BadHttpRequestException>(() => Receive(
            new Broken(new IOException("Bad chunk size.", new OverflowException())), announced: null));

    [Theory]
    [InlineData(Body.LimitBytes, false, "65536")]
    [InlineData(Body.LimitBytes, true, "65536")]
    [InlineData(Body.LimitBytes + 1, false, "too long")]
    [InlineData(Body.LimitBytes + 1, true, "too long")]
    [InlineData(4 * Body.LimitBytes, false, "too long")]
    [InlineData(4 * Body.LimitBytes, true, "too long")]
    public async Task Is_measured_by_us_and_not_by_the_server(int length, bool isChunked, string said)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var server = await Serve();
        using var client = new HttpClient { BaseAddress = new(server.Urls.First()) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new ByteArrayContent(Bytes(length)),
            Headers = { TransferEncodingChunked = isChunked },
        };

        using var reply = await client.SendAsync(request, cancel);

        Assert.Equal((HttpStatusCode.OK, said), (reply.StatusCode, await reply.Content.ReadAsStringAsync(cancel)));
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("Application/JSON", true)]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData("application/json;charset=\"UTF-8\"", true)]
    [InlineData("application/json, application/json", false)]
    [InlineData("application/jsonp", false)]
    [InlineData("application/problem+json", false)]
    [InlineData("text/json", false)]
    [InlineData("text/plain", false)]
    [InlineData("json", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Is_JSON_when_it_says_so(string? contentType, bool isJson) =>
        Assert.Equal(isJson, Body.IsJson(new DefaultHttpContext { Request = { ContentType = contentType } }.Request));

    static async Task<byte[]?> Receive(Stream body, long? announced)
    {
        var http = new DefaultHttpContext { Request = { Body = body, ContentLength = announced } };
        return (await Body.Receive(http.Request, CancellationToken.None))?.ToArray();
    }

    static async Task<WebApplication> Serve()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = Body.LimitBytes);

        var app = builder.Build();
        app.Run(async http =>
        {
            var body = await Body.Receive(http.Request, http.RequestAborted);
            await http.Response.WriteAsync(body is { Length: var length } ? $"{length}" : "too long");
        });
        await app.StartAsync();
        return app;
    }

    static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)('0' + (i % 10)))];

    /// <summary>Arrives in pieces of odd sizes, as bodies do.</summary>
    sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        const int PieceBytes = 999;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, PieceBytes)], cancellationToken);
    }

    sealed class Broken(Exception why) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw why;
    }
}
