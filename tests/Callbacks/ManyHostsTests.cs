using System.Text;

namespace Periksa.Callbacks.Tests;

/// <summary>Couriers that share a database, die, or are overtaken.</summary>
public sealed class ManyHostsTests : IAsyncLifetime
{
    readonly PostOffice _office = new();

    public ValueTask InitializeAsync() => _office.InitializeAsync();

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Fact]
    public async Task Share_the_work_and_never_post_one_message_twice()
    {
        await using var receiver = await Receiver.Open();
        receiver.Answer = _ => Task.Delay(10);
        for (var i = 0; i < 5; i++)
            await _office.Register(new($"c{i}"), receiver.Url);
        for (var i = 0; i < 500; i++)
            await _office.Write($"c{i % 5}", body: $"{i}");

        for (var i = 0; i < 3; i++)
            await _office.Start();

        await receiver.WaitFor(500);
        await Task.Delay(700);

        Assert.Equal(500, receiver.Received.Count);
        Assert.Equal(500, receiver.Received.Select(one => Encoding.UTF8.GetString(one.Body)).Distinct().Count());
        Assert.Equal((0, 500, 500), await _office.Ask<(int, int, int)>(
            """
            select (select count(*) from callback_messages)::int,
                   (select count(*) from callback_ended where state = 'delivered' and attempts = 1)::int,
                   (select count(*) from callback_attempts)::int
            """));
    }

    [Fact]
    public async Task Leave_alone_what_another_is_at_and_take_it_over_when_its_lease_has_run_out()
    {
        await using var receiver = await Receiver.Open();
        await _office.Register(new(PostOffice.Toko), receiver.Url);
        var id = await _office.Write();
        await _office.Execute(
            "update callback_messages set attempts = 1, leased_until = clock_timestamp() + interval '2 seconds'");

        // The clock does not matter: leases run in real time.
        _office.Clock.Advance(TimeSpan.FromHours(1));
        await _office.Start();
        await Task.Delay(1000);
        Assert.Empty(receiver.Received);

        var delivery = await _office.Attempted(id, 1);
        Assert.Single(receiver.Received);
        Assert.Equal((DeliveryState.Delivered, 2), (delivery.State, delivery.Attempts[0].Number));
    }

    [Fact]
    public async Task That_were_overtaken_change_nothing_any_more()
    {
        await using var receiver = await Receiver.Open();
        var isHeld = true;
        receiver.Answer = async http =>
        {
            http.Response.StatusCode = 500;
            while (isHeld)
                await Task.Delay(10);
        };
        await _office.Register(new(PostOffice.Toko), receiver.Url);
        var id = await _office.Write();
        await _office.Start();
        await receiver.WaitFor(1);

        // Another host has claimed it meanwhile.
        await _office.Execute(
            "update callback_messages set attempts = 2, leased_until = clock_timestamp() + interval '9 seconds'");
        isHeld = false;

        Assert.Equal((1, 500), (await _office.Attempted(id, 1)).Attempts.Select(a => (a.Number, a.Status)).Single());
        Assert.Equal((2, 0, true), await _office.Ask<(int, int, bool)>(
            "select attempts, failures, leased_until > clock_timestamp() from callback_messages"));
    }

    [Fact]
    public async Task Hand_back_what_they_are_at_when_they_stop()
    {
        await using var receiver = await Receiver.Open();
        var isSlow = true;
        receiver.Answer = http =>
            isSlow ? Task.Delay(TimeSpan.FromMinutes(1), http.RequestAborted) : Task.CompletedTask;
        await _office.Register(new(PostOffice.Toko), receiver.Url);
        var id = await _office.Write();

        var courier = await _office.Start(new() { IsSandbox = true, Grace = TimeSpan.FromMilliseconds(200) });
        await receiver.WaitFor(1);
        await _office.Stop(courier);

        Assert.Equal((1, 0, true), await _office.Ask<(int, int, bool)>(
            "select attempts, failures, leased_until is null from callback_messages"));

        isSlow = false;
        await _office.Start();
        var delivery = await _office.Attempted(id, 2);
        Assert.Equal(DeliveryState.Delivered, delivery.State);
        Assert.Equal(["this host stopped", null], delivery.Attempts.Select(attempt => attempt.Error));
    }

    [Fact]
    public async Task Remember_what_they_have_posted_while_the_database_is_away()
    {
        await using var receiver = await Receiver.Open();
        await using var outage = await Outages.Prepare(_office.Source);
        receiver.Answer = _ => outage.Begin();
        await _office.Register(new(PostOffice.Toko), receiver.Url);
        var id = await _office.Write();

        await _office.Start();
        await receiver.WaitFor(1);
        await Task.Delay(1500);
        await outage.End();

        var delivery = await _office.Attempted(id, 1);
        await Task.Delay(500);
        Assert.Equal(DeliveryState.Delivered, delivery.State);
        Assert.Single(receiver.Received);
    }
}
