using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace Periksa.Wire.Http.Tests;

public class DialectRoutesTests
{
    [Theory]
    [InlineData("GET", "/room/thing", HttpStatusCode.OK, "got", "")]
    [InlineData("POST", "/room/thing", HttpStatusCode.OK, "posted", "")]
    [InlineData("GET", "/room/stream", HttpStatusCode.OK, "streamed", "")]
    [InlineData("DELETE", "/room/thing", HttpStatusCode.MethodNotAllowed, "refused", "GET, POST")]
    [InlineData("OPTIONS", "/room/thing", HttpStatusCode.MethodNotAllowed, "refused", "GET, POST")]
    [InlineData("BREW", "/room/thing", HttpStatusCode.MethodNotAllowed, "refused", "GET, POST")]
    [InlineData("GET", "/room/other", HttpStatusCode.NotFound, "elsewhere", "")]
    [InlineData("PUT", "/room/thing/below", HttpStatusCode.NotFound, "elsewhere", "")]
    [InlineData("GET", "/room/broken", HttpStatusCode.InternalServerError, "failed", "")]
    public async Task Answers_everything_in_the_rooms_own_shape(
        string method, string path, HttpStatusCode status, string said, string allow)
    {
        await using var app = await Serve();
        using var client = app.GetTestClient();
        using var request = new HttpRequestMessage(new(method), path);
        using var reply = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, reply.StatusCode);
        Assert.Equal(Body(said), await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(allow, string.Join(", ", reply.Content.Headers.Allow));
    }

    [Fact]
    public async Task Refuses_HEAD_like_any_method_it_does_not_serve()
    {
        await using var app = await Serve();
        using var client = app.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Head, "/room/thing");
        using var reply = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/room/thing")]
    [InlineData("DELETE", "/room/thing")]
    [InlineData("GET", "/room/other")]
    [InlineData("GET", "/room/broken")]
    public async Task Stamps_every_reply_once(string method, string path)
    {
        await using var app = await Serve(response => response.Headers.Append("X-Stamp", "stamped"));
        using var client = app.GetTestClient();
        using var request = new HttpRequestMessage(new(method), path);
        using var reply = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(["stamped"], reply.Headers.GetValues("X-Stamp"));
    }

    static async Task<WebApplication> Serve(Action<HttpResponse>? stamp = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();

        var app = builder.Build();
        Map(new(app.MapGroup("/room"), () => Reply(500, "failed"), stamp));
        await app.StartAsync();
        return app;
    }

    static void Map(DialectRoutes served)
    {
        served.Serve(
            "/thing",
            status => Reply(status, "refused"),
            (HttpMethods.Get, _ => Task.FromResult(Reply(200, "got"))),
            (HttpMethods.Post, _ => Task.FromResult(Reply(200, "posted"))));
        served.Serve(
            "/stream",
            status => Reply(status, "refused"),
            (HttpMethods.Get, async http =>
            {
                await http.Response.WriteAsync(Body("streamed"));
                return JsonReply.Said;
            }));
        served.Serve(
            "/broken",
            status => Reply(status, "refused"),
            (HttpMethods.Get, _ => throw new InvalidOperationException("a secret")));
        served.Elsewhere(() => Reply(404, "elsewhere"));
    }

    static JsonReply Reply(int status, string said) =>
        JsonReply.Of(status, new Receipt(said, null, 0), Shapes.Exact.Receipt);

    static string Body(string said) => $$"""{"holder_name":"{{said}}","amount":null,"lines":0}""";
}
