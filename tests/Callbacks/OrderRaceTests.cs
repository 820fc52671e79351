using System.Collections.Concurrent;

namespace Periksa.Callbacks.Tests;

/// <summary>Everything at once: messages that are written, fail, are given up and asked for again, while several hosts
/// post them.</summary>
public sealed class OrderRaceTests : IAsyncLifetime
{
    const int Hosts = 3;
    const int Lines = 8;
    const int Messages = 40;

    readonly PostOffice _office = new() { Dialect = new(TimeSpan.FromMilliseconds(50)) };
    readonly ConcurrentDictionary<string, int> _atOnce = new();
    readonly ConcurrentQueue<string> _overlaps = new();
    readonly ConcurrentQueue<(string Line, int Number)> _taken = new();

    public ValueTask InitializeAsync() => _office.InitializeAsync();

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    /// <summary>One in five attempts fails; what has failed twice is given up, so that the next may come. Nothing is
    /// asked for again.</summary>
    [Fact]
    public async Task Posts_each_line_in_order_and_one_at_a_time()
    {
        await using var receiver = await Open(failures: 5);
        await Together(receiver, redeliver: false);

        foreach (var line in _taken.GroupBy(one => one.Line))
            Assert.Equal(line.Select(one => one.Number).Order(), line.Select(one => one.Number));
    }

    /// <summary>What is asked for again comes twice, so nothing is said of the order; but never two at once, and
    /// nothing is left lying.</summary>
    [Fact]
    public async Task Posts_one_of_a_line_at_a_time_and_forgets_none_whatever_is_asked_for_again()
    {
        await using var receiver = await Open(failures: 5);
        await Together(receiver, redeliver: true);
    }

    async Task Together(Receiver receiver, bool redeliver)
    {
        for (var i = 0; i < 2; i++)
            await _office.Register(new($"c{i}"), receiver.Url);
        for (var i = 0; i < Hosts; i++)
            await _office.Start();

        using var over = new CancellationTokenSource();
        var time = MoveTime(over.Token);
        var asking = redeliver ? AskAgain(over.Token) : Task.CompletedTask;
        await Task.WhenAll(Enumerable.Range(0, Lines).Select(WriteLine));
        if (redeliver)
            await Task.Delay(1000);

        await over.CancelAsync();
        await asking;
        await Emptied();
        await time;

        Assert.Empty(_overlaps);
        Assert.Equal(Lines * Messages, await _office.Ask<int>("select count(*) from callback_ended"));
    }

    async Task WriteLine(int number)
    {
        var line = Guid.NewGuid();
        for (var i = 0; i < Messages; i++)
        {
            await _office.Write(line, $"{number}:{i}", $"c{number % 2}");
            if (i % 4 == 3)
                await Task.Delay(Random.Shared.Next(30));
        }
    }

    async Task<Receiver> Open(int failures)
    {
        var receiver = await Receiver.Open();
        receiver.Answer = async http =>
        {
            var parts = Receiver.Body(http).Split(':');
            if (_atOnce.AddOrUpdate(parts[0], 1, (_, count) => count + 1) > 1)
                _overlaps.Enqueue(parts[0]);

            _taken.Enqueue((parts[0], int.Parse(parts[1])));
            await Task.Delay(Random.Shared.Next(5));
            if (Random.Shared.Next(failures) == 0)
                http.Response.StatusCode = 503;

            _atOnce.AddOrUpdate(parts[0], 0, (_, count) => count - 1);
        };
        return receiver;
    }

    // What failed is due again a moment later.
    async Task MoveTime(CancellationToken over)
    {
        while (!over.IsCancellationRequested || await Waiting() > 0)
        {
            _office.Clock.Advance(TimeSpan.FromMilliseconds(60));
            await Task.Delay(20, CancellationToken.None);
        }
    }

    async Task AskAgain(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await _office.Execute("""
                select redeliver_callback(id, now()) from callbacks order by random() limit 3
                """);
            if (Random.Shared.Next(4) == 0)
                await _office.Outbox.RedeliverParked(new(PlainDialect.Name), new("c0"), CancellationToken.None);

            await Task.Delay(10, CancellationToken.None);
        }
    }

    Task<int> Waiting() => _office.Ask<int>("select count(*) from callback_messages");

    async Task Emptied()
    {
        for (var tries = 0; tries < 3000 && await Waiting() > 0; tries++)
            await Task.Delay(20);

        Assert.Equal(0, await Waiting());
    }
}
