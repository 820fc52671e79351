using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Periksa.Callbacks.Tests;

public sealed class InboxTests : IAsyncLifetime
{
    readonly PostOffice _office = new();

    SandboxHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        await _office.InitializeAsync();
        _host = await SandboxHost.Open(_office);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _office.DisposeAsync();
    }

    [Fact]
    public async Task Keeps_what_it_is_sent_and_shows_it_oldest_first()
    {
        using var first = new HttpRequestMessage(HttpMethod.Post, "/sandbox/inbox/toko?a=%2Fb")
        {
            Content = new StringContent("""{"a": "é\""}""", Encoding.UTF8, "text/plain"),
            Headers = { { "X-VERSION", "1.0" }, { "X-Twice", ["one", "two"] } },
        };

        using var answer = await _host.Client.SendAsync(first);
        Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        await _host.Client.PostAsync("/sandbox/inbox/toko", new ByteArrayContent([0x66, 0xFF, 0x00]));
        await _host.Client.PostAsync("/sandbox/inbox/other", null);

        var shown = await Show("toko");
        Assert.Equal(2, shown.Length);
        Assert.Equal(
            ["received_at", "method", "path", "headers", "body"],
            shown[0].EnumerateObject().Select(field => field.Name));
        Assert.Equal("POST", shown[0].GetProperty("method").GetString());
        Assert.Equal("/sandbox/inbox/toko?a=%2Fb", shown[0].GetProperty("path").GetString());
        Assert.Equal("""{"a": "é\""}""", shown[0].GetProperty("body").GetString());
        Assert.Equal("1.0", shown[0].GetProperty("headers").GetProperty("X-VERSION").GetString());
        Assert.Equal("one, two", shown[0].GetProperty("headers").GetProperty("X-Twice").GetString());
        Assert.Equal(
            TimeSpan.FromHours(7), shown[0].GetProperty("received_at").GetDateTimeOffset().Offset);
        Assert.Equal("f\uFFFD\0", shown[1].GetProperty("body").GetString());
    }

    [Fact]
    public async Task Is_empty_before_anything_came_and_when_it_is_emptied()
    {
        Assert.Equal("[]", await _host.Client.GetStringAsync("/sandbox/inbox/nobody"));

        await _host.Client.PutAsJsonAsync("/sandbox/inbox/toko/answer", new { status = 500 });
        await _host.Client.PostAsync("/sandbox/inbox/toko", null);
        using var emptied = await _host.Client.DeleteAsync("/sandbox/inbox/toko");
        Assert.Equal("[]", await emptied.Content.ReadAsStringAsync());
        Assert.Equal("[]", await _host.Client.GetStringAsync("/sandbox/inbox/toko"));
        Assert.Equal(HttpStatusCode.OK, (await _host.Client.PostAsync("/sandbox/inbox/toko", null)).StatusCode);
    }

    [Theory]
    [InlineData(503, 0)]
    [InlineData(204, 0)]
    [InlineData(304, 0)]
    [InlineData(200, 400)]
    public async Task Answers_as_it_is_told(int status, int delay)
    {
        using var set = await _host.Client.PutAsJsonAsync(
            "/sandbox/inbox/toko/answer", new { status, delay_ms = delay });
        Assert.Equal(
            $$"""{"status":{{status}},"delay_ms":{{delay}}}""", await set.Content.ReadAsStringAsync());

        var began = Stopwatch.GetTimestamp();
        using var answer = await _host.Client.PostAsync("/sandbox/inbox/toko", null);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.True(Stopwatch.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(delay));
    }

    [Theory]
    [InlineData("""{"status": 199}""")]
    [InlineData("""{"status": 600}""")]
    [InlineData("""{"status": "503"}""")]
    [InlineData("""{"delay_ms": 5}""")]
    [InlineData("""{"status": 200, "delay_ms": -1}""")]
    [InlineData("""{"status": 200, "delay_ms": 60001}""")]
    [InlineData("""[]""")]
    [InlineData("")]
    public async Task Takes_no_answer_that_it_could_not_give(string answer)
    {
        using var reply = await _host.Client.PutAsync("/sandbox/inbox/toko/answer", new StringContent(answer));
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
    }

    [Theory]
    [InlineData("a%20b")]
    [InlineData("a%2Fb")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Has_a_name_of_plain_characters(string name) => Assert.Equal(
        HttpStatusCode.BadRequest, (await _host.Client.PostAsync($"/sandbox/inbox/{name}", null)).StatusCode);

    [Fact]
    public async Task Takes_64_KiB_and_no_more()
    {
        var most = new byte[64 * 1024];
        Array.Fill(most, (byte)'x');
        using var taken = await _host.Client.PostAsync("/sandbox/inbox/toko", new ByteArrayContent(most));
        using var refused = await _host.Client.PostAsync("/sandbox/inbox/toko", new ByteArrayContent([.. most, 0]));

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Equal(most.Length, Assert.Single(await Show("toko")).GetProperty("body").GetString()!.Length);
    }

    [Fact]
    public async Task Keeps_the_newest_thousand()
    {
        await Parallel.ForAsync(0, 1050, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancel) =>
            await _host.Client.PostAsync("/sandbox/inbox/toko", new StringContent($"{i}"), cancel));
        await _host.Client.PostAsync("/sandbox/inbox/toko", new StringContent("last"));

        var shown = await Show("toko");
        Assert.Equal(1000, shown.Length);
        Assert.Equal("last", shown[^1].GetProperty("body").GetString());
    }

    [Fact]
    public async Task Says_which_methods_it_takes()
    {
        using var refused = await _host.Client.PutAsync("/sandbox/inbox/toko", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
        Assert.Equal(["DELETE", "GET", "POST"], refused.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task Is_called_back_by_the_courier_at_the_URL_that_is_signed()
    {
        await _office.Register(new(PostOffice.Toko), "sandbox:/inbox/toko");
        Uri? served = null;
        await _office.Start(new() { IsSandbox = true, Served = () => served });
        var id = await _office.Write(body: "hello");
        await Task.Delay(600);
        Assert.Equal(0, await _office.Ask<int>("select attempts from callback_messages"));

        served = _host.Url;
        var delivery = await _office.Attempted(id, 1);
        var url = $"{_host.Url}sandbox/inbox/toko";
        Assert.Equal((DeliveryState.Delivered, url), (delivery.State, delivery.Attempts[0].Url));

        var received = Assert.Single(await Show("toko"));
        Assert.Equal("hello", received.GetProperty("body").GetString());
        Assert.Equal($"secret {url} 5", received.GetProperty("headers").GetProperty("X-SIGNATURE").GetString());
    }

    [Fact]
    public async Task Can_be_looked_at_from_the_courier_s_side_and_be_sent_everything_again()
    {
        await _office.Register(new(PostOffice.Toko), "sandbox:/inbox/toko");
        await _office.Start(new() { IsSandbox = true, Served = () => _host.Url });
        var id = await _office.Write(body: "hello");
        await _office.Attempted(id, 1);

        using var again = await _host.Client.PostAsync($"/sandbox/callbacks/{id}/redeliver", null);
        Assert.Equal($$"""{"id":{{id}},"state":"waiting"}""", await again.Content.ReadAsStringAsync());
        await _office.Attempted(id, 2);

        var shown = await _host.Client.GetFromJsonAsync<JsonElement[]>("/sandbox/callbacks");
        var callback = Assert.Single(shown!);
        Assert.Equal((id, "delivered", "hello"), (
            callback.GetProperty("id").GetInt64(),
            callback.GetProperty("state").GetString(),
            callback.GetProperty("body").GetString()));
        Assert.Equal(
            [(1, 200), (2, 200)],
            callback.GetProperty("attempts").EnumerateArray().Select(attempt =>
                (attempt.GetProperty("number").GetInt32(), attempt.GetProperty("status").GetInt32())));
        Assert.Equal(2, (await Show("toko")).Length);
    }

    [Theory]
    [InlineData("4711")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    public async Task Sends_nothing_again_that_never_was(string id) => Assert.Equal(
        HttpStatusCode.NotFound, (await _host.Client.PostAsync($"/sandbox/callbacks/{id}/redeliver", null)).StatusCode);

    async Task<JsonElement[]> Show(string name) =>
        (await _host.Client.GetFromJsonAsync<JsonElement[]>($"/sandbox/inbox/{name}"))!;
}
