using System.Text;

namespace Periksa.Callbacks.Tests;

public sealed class CourierTests : IAsyncLifetime
{
    readonly PostOffice _office = new();

    public ValueTask InitializeAsync() => _office.InitializeAsync();

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Fact]
    public async Task Posts_a_message_once_with_its_bytes_and_its_dialects_headers()
    {
        await using var receiver = await Receiver.Open();
        await _office.Register(new(PostOffice.Toko), $"{receiver.Url}/callback?from=periksa");
        await _office.Start();

        var id = await _office.Write(body: """{"name": "Siti  Nurhaliza", "x": "é/+"}""");
        _office.Bell.Ring();
        var delivery = await _office.Attempted(id, 1);
        await Task.Delay(500);

        var received = Assert.Single(receiver.Received);
        Assert.Equal("POST", received.Method);
        Assert.Equal("/callback?from=periksa", received.Path);
        Assert.Equal("""{"name": "Siti  Nurhaliza", "x": "é/+"}""", Encoding.UTF8.GetString(received.Body));
        Assert.Equal("application/json", received.Headers["Content-Type"]);
        Assert.Equal(_office.Clock.GetUtcNow().ToString("O"), received.Headers["X-TIMESTAMP"]);
        Assert.Equal(
            $"secret {receiver.Url}/callback?from=periksa {received.Body.Length}", received.Headers["X-SIGNATURE"]);
        Assert.Equal(
            ["Content-Length", "Content-Type", "Host", "X-SIGNATURE", "X-TIMESTAMP"], received.Headers.Keys.Order());

        Assert.Equal(DeliveryState.Delivered, delivery.State);
        Assert.Equal(
            (1, $"{receiver.Url}/callback?from=periksa", 200, null),
            (delivery.Attempts[0].Number, delivery.Attempts[0].Url, delivery.Attempts[0].Status,
                delivery.Attempts[0].Error));
    }

    [Fact]
    public async Task Posts_nothing_while_nobody_knows_what_time_it_is()
    {
        await using var receiver = await Receiver.Open();
        await _office.Register(new(PostOffice.Toko), receiver.Url);
        _office.Shared.MayDecide = false;
        await _office.Start();
        var id = await _office.Write();
        _office.Bell.Ring();

        await Task.Delay(1000);
        Assert.Empty(receiver.Received);

        _office.Shared.MayDecide = true;
        Assert.Equal(DeliveryState.Delivered, (await _office.Attempted(id, 1)).State);
    }

    /// <summary>Its writer's clock may be ahead; only what was tried before has a pause to keep to.</summary>
    [Fact]
    public async Task Posts_what_nobody_has_tried_though_its_writers_clock_be_ahead()
    {
        await using var receiver = await Receiver.Open();
        await _office.Register(new(PostOffice.Toko), receiver.Url);
        _office.Clock.Advance(Seconds(1.5));
        var (fresh, tried) = (await _office.Write(), await _office.Write());
        await _office.Execute("update callback_messages set attempts = 1 where id = @tried", new { tried });
        _office.Clock.Advance(Seconds(-1.5));
        await _office.Start();

        await _office.Attempted(fresh, 1);
        await Task.Delay(500);
        Assert.Single(receiver.Received);

        _office.Clock.Advance(Seconds(1.5));
        Assert.Equal(DeliveryState.Delivered, (await _office.Attempted(tried, 1)).State);
    }

    [Fact]
    public async Task Tries_again_when_the_clock_says_so_and_gives_up_after_the_last_pause()
    {
        await using var receiver = await Receiver.Open();
        receiver.Answer = http =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await _office.Register(new("down"), receiver.Url);
        await _office.Start();

        var id = await _office.Write("down");
        var first = await _office.Attempted(id, 1);
        Assert.Equal(DeliveryState.Waiting, first.State);
        Assert.InRange(first.DueAt!.Value - _office.Clock.GetUtcNow(), Seconds(4.5), Seconds(5.5));

        _office.Clock.Advance(Seconds(4.4));
        await Task.Delay(600);
        Assert.Single(receiver.Received);

        _office.Clock.Advance(Seconds(1.2));
        var second = await _office.Attempted(id, 2);
        Assert.InRange(second.DueAt!.Value - _office.Clock.GetUtcNow(), Seconds(27), Seconds(33));

        _office.Clock.Advance(Seconds(34));
        var third = await _office.Attempted(id, 3);
        Assert.Equal(DeliveryState.Parked, third.State);
        Assert.Equal([1, 2, 3], third.Attempts.Select(attempt => attempt.Number));
        Assert.All(third.Attempts, attempt => Assert.Equal(503, attempt.Status));
        Assert.Equal(3, receiver.Received.Select(one => one.Headers["X-TIMESTAMP"]).Distinct().Count());
    }

    [Fact]
    public async Task Parks_what_has_nowhere_to_go_any_more()
    {
        await _office.Register(new(PostOffice.Toko), url: null);
        var id = await _office.Write();
        await _office.Start();

        var delivery = await _office.Attempted(id, 1);
        Assert.Equal(DeliveryState.Parked, delivery.State);
        Assert.Equal(
            (null, null, "no URL is registered"),
            (delivery.Attempts[0].Url, delivery.Attempts[0].Status, delivery.Attempts[0].Error));
    }

    [Fact]
    public async Task Waits_until_this_host_has_heard_of_a_credential()
    {
        await using var receiver = await Receiver.Open();
        await _office.Register(new("new"), receiver.Url);
        _office.Forget(new("new"));
        var id = await _office.Write("new");
        await _office.Start();
        await Task.Delay(600);
        Assert.Equal(0, await _office.Ask<int>("select attempts from callback_messages"));

        await _office.Register(new("new"), receiver.Url);
        Assert.Equal(DeliveryState.Delivered, (await _office.Attempted(id, 1)).State);
    }

    [Fact]
    public async Task Leaves_a_dialect_that_it_does_not_speak_to_others()
    {
        await using var receiver = await Receiver.Open();
        await _office.Register(new(PostOffice.Toko), receiver.Url);
        await _office.Write(dialect: "klingon");
        var id = await _office.Write();
        await _office.Start();

        await _office.Attempted(id, 1);
        await Task.Delay(300);
        Assert.Equal(("klingon", 0), await _office.Ask<(string, int)>(
            "select dialect, attempts from callback_messages"));
    }

    [Fact]
    public async Task Counts_a_message_that_it_cannot_sign_as_failed()
    {
        await using var receiver = await Receiver.Open();
        await _office.Register(new("unsealed"), receiver.Url, secret: null);
        var id = await _office.Write("unsealed");
        await _office.Start();

        var delivery = await _office.Attempted(id, 1);
        Assert.Equal(DeliveryState.Waiting, delivery.State);
        Assert.Equal("it could not be signed or sent", delivery.Attempts[0].Error);
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task Follows_a_URL_that_is_registered_anew()
    {
        await using var receiver = await Receiver.Open();
        await _office.Register(new(PostOffice.Toko), "http://127.0.0.1:9/");
        var id = await _office.Write();
        await _office.Start();
        Assert.Equal("the connection was refused", (await _office.Attempted(id, 1)).Attempts[0].Error);

        await _office.Register(new(PostOffice.Toko), receiver.Url);
        _office.Clock.Advance(Seconds(6));
        Assert.Equal(DeliveryState.Delivered, (await _office.Attempted(id, 2)).State);
    }

    static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
