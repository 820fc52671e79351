using System.Text;

namespace Periksa.Callbacks.Tests;

public sealed class CallbackAdministrationTests : IAsyncLifetime
{
    readonly PostOffice _office = new();

    Receiver _receiver = null!;
    int _status = 503;

    public async ValueTask InitializeAsync()
    {
        await _office.InitializeAsync();
        _receiver = await Receiver.Open();
        _receiver.Answer = http =>
        {
            http.Response.StatusCode = _status;
            return Task.CompletedTask;
        };
        await _office.Register(new(PostOffice.Toko), _receiver.Url);
        await _office.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _office.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Posts_a_parked_message_again_and_begins_its_pauses_anew()
    {
        var id = await Park();

        Assert.True(await _office.Outbox.Redeliver(id, CancellationToken.None));
        var again = await _office.Attempted(id, 4);
        Assert.Equal(DeliveryState.Waiting, again.State);
        Assert.InRange((again.DueAt!.Value - _office.Clock.GetUtcNow()).TotalSeconds, 4.5, 5.5);

        _status = 200;
        _office.Clock.Advance(TimeSpan.FromSeconds(6));
        var delivered = await _office.Attempted(id, 5);
        Assert.Equal(DeliveryState.Delivered, delivered.State);
        Assert.Equal([1, 2, 3, 4, 5], delivered.Attempts.Select(attempt => attempt.Number));
    }

    [Fact]
    public async Task Posts_a_delivered_message_again_with_the_same_bytes()
    {
        _status = 200;
        var id = await _office.Write(body: "the same");
        await _office.Attempted(id, 1);

        Assert.True(await _office.Outbox.Redeliver(id, CancellationToken.None));
        Assert.Equal(DeliveryState.Delivered, (await _office.Attempted(id, 2)).State);
        Assert.Equal(["the same", "the same"], _receiver.Received.Select(one => Encoding.UTF8.GetString(one.Body)));
    }

    [Fact]
    public async Task Posts_a_waiting_message_at_once_and_goes_on_with_its_pauses()
    {
        var id = await _office.Write();
        await _office.Attempted(id, 1);

        Assert.True(await _office.Outbox.Redeliver(id, CancellationToken.None));
        var again = await _office.Attempted(id, 2);
        Assert.InRange((again.DueAt!.Value - _office.Clock.GetUtcNow()).TotalSeconds, 27, 33);
    }

    [Fact]
    public async Task Knows_no_message_that_was_never_written() =>
        Assert.False(await _office.Outbox.Redeliver(4711, CancellationToken.None));

    [Fact]
    public async Task Posts_all_parked_messages_of_one_credential_again()
    {
        var parked = await Park();
        _status = 200;
        var delivered = await _office.Write();
        await _office.Attempted(delivered, 1);

        Assert.Equal(
            0, await _office.Outbox.RedeliverParked(new("plain"), new("somebody-else"), CancellationToken.None));
        Assert.Equal(
            1, await _office.Outbox.RedeliverParked(new("plain"), new(PostOffice.Toko), CancellationToken.None));
        Assert.Equal(DeliveryState.Delivered, (await _office.Attempted(parked, 4)).State);
        Assert.Single((await _office.Attempted(delivered, 1)).Attempts);
    }

    [Fact]
    public async Task Serves_an_operator_in_psql()
    {
        var id = await Park();

        // Where nothing moves the clock, it is real time.
        Assert.True(await _office.Ask<bool>("select redeliver_callback(@id)", new { id }));
        Assert.InRange(
            await _office.Ask<double>("select abs(extract(epoch from due_at - now()))::float from callback_messages"),
            0, 5);

        Assert.Equal(0, await _office.Ask<long>("select redeliver_parked_callbacks('plain', 'toko')"));
        Assert.Equal(0, await _office.Ask<long>("select forget_callbacks(now() + interval '1 year')"));
    }

    [Fact]
    public async Task Forgets_what_arrived_long_ago_and_what_was_given_up_only_by_name()
    {
        await Park();
        _status = 200;
        await _office.Attempted(await _office.Write(), 1);
        var at = _office.Clock.GetUtcNow().UtcDateTime;

        Assert.Equal(0, await _office.Ask<long>("select forget_callbacks(@at)", new { at }));
        Assert.Equal(1, await _office.Ask<long>("select forget_callbacks(@at + interval '1 second')", new { at }));
        Assert.Equal(
            ["parked"],
            (await _office.Outbox.List(10, CancellationToken.None)).Select(one => $"{one.State}".ToLowerInvariant()));

        Assert.Equal(0, await _office.Ask<long>("select forget_parked_callbacks(@at)", new { at }));
        Assert.Equal(
            1, await _office.Ask<long>("select forget_parked_callbacks(@at + interval '1 second')", new { at }));
        Assert.Equal(0, await _office.Ask<long>("select count(*) from callback_attempts"));
    }

    [Fact]
    public async Task Lists_the_newest_first_by_state_and_by_subject()
    {
        var parked = await Park();
        _status = 200;
        var delivered = await _office.Write();
        await _office.Attempted(delivered, 1);
        var administration = _office.Outbox;

        Assert.Equal(
            [delivered, parked], (await administration.List(10, CancellationToken.None)).Select(one => one.Id));
        Assert.Equal([delivered], (await administration.List(1, CancellationToken.None)).Select(one => one.Id));
        Assert.Equal(
            [parked],
            (await administration.List(DeliveryState.Parked, 10, CancellationToken.None)).Select(one => one.Id));
        Assert.Empty(await administration.List(DeliveryState.Waiting, 10, CancellationToken.None));

        var subject = await _office.Ask<Guid>(
            "select subject from callback_ended where id = @delivered", new { delivered });
        var found = Assert.Single(await administration.Find(subject, CancellationToken.None));
        Assert.Equal((delivered, subject, "plain", PostOffice.Toko),
            (found.Id, found.Subject, found.Dialect, found.Credential));
        Assert.NotNull(found.EndedAt);
        Assert.Null(found.DueAt);
    }

    async Task<long> Park()
    {
        var id = await _office.Write();
        await _office.Attempted(id, 1);
        _office.Clock.Advance(TimeSpan.FromSeconds(6));
        await _office.Attempted(id, 2);
        _office.Clock.Advance(TimeSpan.FromSeconds(34));
        Assert.Equal(DeliveryState.Parked, (await _office.Attempted(id, 3)).State);
        return id;
    }
}
