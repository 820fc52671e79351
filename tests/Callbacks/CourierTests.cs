using System.Text;

namespace Periksa.Callbacks.Tests;

public sealed class CourierTests(PostOffice office) : IClassFixture<PostOffice>
{
    [Fact]
    public async Task Posts_a_message_once_with_its_bytes_and_its_dialects_headers()
    {
        await using var receiver = await Receiver.Open();
        await office.Register(PostOffice.Toko, $"{receiver.Url}/callback?from=periksa");
        await office.Start();

        var id = await office.Write(body: """{"name": "Siti  Nurhaliza", "x": "é/+"}""");
        office.Bell.Ring();
        var delivery = await office.Attempted(id, 1);
        await Task.Delay(500);

        var received = Assert.Single(receiver.Received);
        Assert.Equal("POST", received.Method);
        Assert.Equal("/callback?from=periksa", received.Path);
        Assert.Equal("""{"name": "Siti  Nurhaliza", "x": "é/+"}""", Encoding.UTF8.GetString(received.Body));
        Assert.Equal("application/json", received.Headers["Content-Type"]);
        Assert.Equal(office.Clock.GetUtcNow().ToString("O"), received.Headers["X-TIMESTAMP"]);
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
    public async Task Tries_again_when_the_clock_says_so_and_gives_up_after_the_last_pause()
    {
        await using var receiver = await Receiver.Open();
        receiver.Answer = http =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await office.Register("down", receiver.Url);
        await office.Start();

        var id = await office.Write("down");
        var first = await office.Attempted(id, 1);
        Assert.Equal(DeliveryState.Waiting, first.State);
        Assert.InRange(first.DueAt!.Value - office.Clock.GetUtcNow(), Seconds(4.5), Seconds(5.5));

        office.Clock.Advance(Seconds(4.4));
        await Task.Delay(600);
        Assert.Single(receiver.Received);

        office.Clock.Advance(Seconds(1.2));
        var second = await office.Attempted(id, 2);
        Assert.InRange(second.DueAt!.Value - office.Clock.GetUtcNow(), Seconds(27), Seconds(33));

        office.Clock.Advance(Seconds(34));
        var third = await office.Attempted(id, 3);
        Assert.Equal(DeliveryState.Parked, third.State);
        Assert.Equal([1, 2, 3], third.Attempts.Select(attempt => attempt.Number));
        Assert.All(third.Attempts, attempt => Assert.Equal(503, attempt.Status));
        Assert.Equal(3, receiver.Received.Select(one => one.Headers["X-TIMESTAMP"]).Distinct().Count());
    }

    static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
