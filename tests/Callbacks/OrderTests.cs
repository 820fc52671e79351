namespace Periksa.Callbacks.Tests;

/// <summary>Messages about one subject: one after the other, in the order in which they were written.</summary>
public sealed class OrderTests : IAsyncLifetime
{
    static readonly Guid Bill = new("01965f00-0000-7000-8000-000000000001");
    static readonly Guid Other = new("01965f00-0000-7000-8000-000000000002");

    readonly PostOffice _office = new();

    Receiver _receiver = null!;
    Func<string, int> _status = _ => 200;

    public async ValueTask InitializeAsync()
    {
        await _office.InitializeAsync();
        _receiver = await Receiver.Open();
        _receiver.Answer = http =>
        {
            http.Response.StatusCode = _status(Receiver.Body(http));
            return Task.CompletedTask;
        };
        await _office.Register(new(PostOffice.Toko), _receiver.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await _office.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Are_posted_one_after_the_other_by_any_number_of_hosts()
    {
        for (var i = 0; i < 20; i++)
            await _office.Write(Bill, $"{i}");
        for (var i = 0; i < 3; i++)
            await _office.Start();

        await _receiver.WaitFor(20);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), _receiver.Bodies);
        Assert.Equal(1, _receiver.MostAtOnce);
        await Emptied();
    }

    [Fact]
    public async Task Do_not_overtake_one_that_failed_and_hold_up_no_other_subject()
    {
        _status = body => body == "first" ? 503 : 200;
        var first = await _office.Write(Bill, "first");
        var second = await _office.Write(Bill, "second");
        await _office.Start();
        await _office.Attempted(first, 1);
        await _office.Write(Bill, "third");
        await _office.Write(Other, "another");
        await _office.Write(body: "alone");

        await _receiver.WaitFor(3);
        await WaitsForOthers(second);
        Assert.Equal(["first"], _receiver.Bodies.Take(1));
        Assert.Equal(["alone", "another"], _receiver.Bodies.Skip(1).Order());

        _status = _ => 200;
        _office.Clock.Advance(TimeSpan.FromSeconds(6));
        await _receiver.WaitFor(6);
        Assert.Equal(["first", "second", "third"], _receiver.Bodies.Skip(3));
        await Emptied();
    }

    [Fact]
    public async Task Go_on_when_one_was_given_up()
    {
        _status = body => body == "first" ? 503 : 200;
        var first = await _office.Write(Bill, "first");
        var second = await _office.Write(Bill, "second");
        await _office.Start();
        await _office.Attempted(first, 1);
        _office.Clock.Advance(TimeSpan.FromSeconds(6));
        await _office.Attempted(first, 2);
        _office.Clock.Advance(TimeSpan.FromSeconds(34));

        Assert.Equal(DeliveryState.Delivered, (await _office.Attempted(second, 1)).State);
        Assert.Equal(["first", "first", "first", "second"], _receiver.Bodies);
    }

    /// <summary>Its host has died, and nobody knows whether it has posted it.</summary>
    [Fact]
    public async Task Wait_for_the_lease_of_one_that_somebody_is_at()
    {
        var first = await _office.Write(Bill, "first");
        await _office.Execute(
            "update callback_messages set attempts = 1, leased_until = clock_timestamp() + interval '2 seconds'");
        var second = await _office.Write(Bill, "second");
        await _office.Start();

        await WaitsForOthers(second);
        Assert.Empty(_receiver.Received);

        await _office.Attempted(second, 1);
        Assert.Equal(["first", "second"], _receiver.Bodies);
        Assert.Equal(2, (await _office.Attempted(first, 1)).Attempts[0].Number);
    }

    /// <summary>Of the first's writer, or of the second's: what decides is who came first.</summary>
    [Theory]
    [InlineData(1.5, 0)]
    [InlineData(0, 1.5)]
    public async Task Follow_no_clock(double first, double second)
    {
        foreach (var (body, ahead) in new[] { ("first", first), ("second", second) })
        {
            _office.Clock.Advance(TimeSpan.FromSeconds(ahead));
            await _office.Write(Bill, body);
            _office.Clock.Advance(TimeSpan.FromSeconds(-ahead));
        }

        await _office.Start();

        await _receiver.WaitFor(2);
        Assert.Equal(["first", "second"], _receiver.Bodies);
    }

    [Fact]
    public async Task Are_in_order_though_they_go_to_two_addresses()
    {
        await using var elsewhere = await Receiver.Open();
        await _office.Register(new("elsewhere"), elsewhere.Url);
        _status = _ => 503;
        var first = await _office.Write(Bill, "first");
        var second = await _office.Write(Bill, "second", credential: "elsewhere");
        await _office.Start();
        await _office.Attempted(first, 1);
        await WaitsForOthers(second);
        Assert.Empty(elsewhere.Received);

        _status = _ => 200;
        _office.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(DeliveryState.Delivered, (await _office.Attempted(second, 1)).State);
    }

    /// <summary>Thousands that wait for one are not walked past for ever: they are behind it within a few
    /// looks.</summary>
    [Fact]
    public async Task Hold_up_no_other_subject_however_many_they_are()
    {
        _status = body => body == "first" ? 503 : 200;
        await _office.Write(Bill, "first");
        await _office.Execute(
            """
            insert into callback_messages (dialect, credential, subject, ordering_key, body, created_at, due_at)
            select 'plain', 'toko', gen_random_uuid(), @Bill, 'x', @now, @now from generate_series(1, 3000)
            """,
            new { Bill, now = _office.Clock.GetUtcNow().UtcDateTime });
        var other = await _office.Write(Other, "another");
        await _office.Start();

        Assert.Equal(DeliveryState.Delivered, (await _office.Attempted(other, 1)).State);
        Assert.Equal(["another", "first"], _receiver.Bodies.Order());
        Assert.Equal(3000, await _office.Ask<int>("select count(*) from callback_messages where due_at = 'infinity'"));
    }

    // Behind another, it is due at no time of its own.
    async Task WaitsForOthers(long id)
    {
        for (var tries = 0; tries < 500; tries++)
        {
            if (await _office.Ask<bool>("select due_at = 'infinity' from callback_messages where id = @id", new { id }))
                return;

            await Task.Delay(20);
        }

        Assert.Fail($"Message {id} does not wait for another.");
    }

    Task<int> Waiting() => _office.Ask<int>("select count(*) from callback_messages");

    async Task Emptied()
    {
        for (var tries = 0; tries < 500 && await Waiting() > 0; tries++)
            await Task.Delay(20);

        Assert.Equal(0, await Waiting());
    }
}
