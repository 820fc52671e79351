using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Periksa.Callbacks.Tests;

public sealed class TelemetryTests : IAsyncLifetime
{
    readonly PostOffice _office = new();

    public ValueTask InitializeAsync() => _office.InitializeAsync();

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Fact]
    public async Task Counts_attempts_and_measures_how_late_the_first_was()
    {
        var heard = new ConcurrentQueue<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Meter.Name == CourierMetrics.Name)
                    me.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((from, value, tags, _) => Hear(from.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((from, value, tags, _) => Hear(from.Name, value, tags));
        listener.Start();

        await using var receiver = await Receiver.Open();
        receiver.Answer = http =>
        {
            http.Response.StatusCode = receiver.Received.Count == 1 ? 500 : 200;
            return Task.CompletedTask;
        };
        await _office.Register(new(PostOffice.Toko), receiver.Url);
        var id = await _office.Write();
        _office.Clock.Advance(TimeSpan.FromSeconds(3));
        await _office.Start();
        await _office.Attempted(id, 1);
        _office.Clock.Advance(TimeSpan.FromSeconds(6));
        await _office.Attempted(id, 2);

        Assert.Equal(
            ["dialect=plain outcome=failed", "dialect=plain outcome=delivered"],
            heard.Where(one => one.Name == "periksa.callbacks.attempts").Select(one => one.Tags));
        Assert.Equal(3, heard.Single(one => one.Name == "periksa.callbacks.wait").Value, tolerance: 0.001);
        Assert.Equal(2, heard.Count(one => one.Name == "periksa.callbacks.attempt.duration"));

        void Hear(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            heard.Enqueue((name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
    }
}
