using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Whatever operators write is kept to the letter or refused, and those who only try get nowhere.</summary>
public sealed class HostileTextTests
{
    [Fact]
    public async Task Texts_come_back_to_the_letter_or_are_refused_wherever_one_may_be_written()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        var api = new OperatorClient(host);
        await api.Add("toko-text");

        foreach (var text in (string[])
            ["<script>alert(\"1\")</script>", "'; drop table partners; --", "{{7*7}} $(id) %00 \\", "東京 é 🏦"])
        {
            var json = JsonSerializer.Serialize(text);
            var changed = (await Rename(api, json)).Is(HttpStatusCode.OK);
            Assert.Equal(text, changed.Json.Text("name"));
            Assert.Equal(text, (await api.Get("/v1/partners/toko-text")).Json.Text("name"));

            var trail = (await api.Get("/v1/audit?subject=partner:toko-text")).Data[0];
            Assert.Equal(text, trail.Text("reason"));
            Assert.Equal(text, trail.GetProperty("after").Text("name"));

            var closed = (await api.Post("/v1/routes/iluma/cordon", $$"""{"reason":{{json}}}""")).Is(HttpStatusCode.OK);
            Assert.Equal(text, closed.Json.Text("reason"));
            var key = (await api.Post("/v1/apikeys", $$"""{"name":{{json}},"scopes":["read"]}"""))
                .Is(HttpStatusCode.Created);
            Assert.Equal(text, key.Json.GetProperty("key").Text("name"));
        }

        foreach (var text in (string[])["bell\a", "nul\0", "line\nbreak", "\u202eturned", "half \ud83c", new('x', 501)])
        {
            var json = JsonSerializer.Serialize(text);
            (await Rename(api, json)).IsProblem(HttpStatusCode.BadRequest);
            (await api.Post("/v1/partners", $$"""{"id":"toko-bad","name":{{json}}}"""))
                .IsProblem(HttpStatusCode.BadRequest);
            (await api.Post("/v1/partners", $$"""{"id":{{json}},"name":"Bad"}""")).IsProblem(HttpStatusCode.BadRequest);
            (await api.Post("/v1/routes/iluma/cordon", $$"""{"reason":{{json}}}"""))
                .IsProblem(HttpStatusCode.BadRequest);
            (await api.Post("/v1/apikeys", $$"""{"name":{{json}},"scopes":["read"]}"""))
                .IsProblem(HttpStatusCode.BadRequest);
            (await api.Post(
                "/v1/deposits/toko-text/top-up", $$"""{"amount":1,"reference":{{json}}}"""))
                .IsProblem(HttpStatusCode.BadRequest);
            (await api.Post(
                "/v1/partners/toko-text/credentials", $$"""{"dialect":"sento","name":{{json}}}"""))
                .IsProblem(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task Whoever_tries_keys_makes_nobody_else_wait()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        var thief = new OperatorClient(host, $"periksa_abcdefghijkl_{new string('x', 43)}");
        for (var i = 0; i < 10; i++)
            (await thief.Get("/v1/partners")).IsProblem(HttpStatusCode.Unauthorized);

        var waits = (await thief.Get("/v1/partners")).IsProblem(HttpStatusCode.TooManyRequests);
        Assert.InRange(int.Parse(waits.Headers["Retry-After"], null), 1, 60);

        using var elsewhere = new HttpClient(new SocketsHttpHandler { ConnectCallback = From("127.0.0.2") });
        using var reply = await elsewhere.GetAsync(new Uri(host.OperatorAddress, "/v1/partners"));
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    static Task<ApiReply> Rename(OperatorClient api, string json) => api.Send(
        HttpMethod.Patch, "/v1/partners/toko-text", $$"""{"name":{{json}},"reason":{{json}}}""", ("If-Match", "*"));

    static Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> From(string address) =>
        async (context, cancel) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        };
}
