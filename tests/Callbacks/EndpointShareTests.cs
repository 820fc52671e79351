using System.Diagnostics;

namespace Periksa.Callbacks.Tests;

/// <summary>Endpoints beside one another: the calls that each may have at once, and what those that fail cost the
/// others.</summary>
public sealed class EndpointShareTests : IAsyncLifetime
{
    readonly PostOffice _office = new();

    public ValueTask InitializeAsync() => _office.InitializeAsync();

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Fact]
    public async Task Have_sixteen_calls_at_once_while_they_do_well_and_two_when_they_fail()
    {
        await using var receiver = await Receiver.Open();
        var status = 200;
        receiver.Answer = http =>
        {
            http.Response.StatusCode = status;
            return Task.Delay(100);
        };
        await _office.Register(new(PostOffice.Toko), receiver.Url);
        for (var i = 0; i < 200; i++)
            await _office.Write();

        await _office.Start();
        await receiver.WaitFor(200);
        Assert.InRange(receiver.MostAtOnce, 8, 16);

        await using var failing = await Receiver.Open();
        failing.Answer = receiver.Answer;
        status = 500;
        await _office.Register(new("failing"), failing.Url);
        for (var i = 0; i < 10; i++)
            await _office.Write("failing");

        await failing.WaitFor(10);
        Assert.InRange(failing.MostAtOnce, 1, 2);
        Assert.InRange(failing.Received.Max(one => one.At) - failing.Received.Min(one => one.At),
            TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task That_are_dead_or_slow_delay_nobody()
    {
        using var hole = new Hole();
        await using var slow = await Receiver.Open();
        slow.Answer = _ => Task.Delay(1800);
        for (var i = 0; i < 100; i++)
        {
            var url = (i % 3) switch { 0 => "http://127.0.0.1:9/", 1 => hole.Url, _ => slow.Url };
            await _office.Register(new($"dead-{i}"), url);
            await _office.Execute(
                """
                insert into callback_messages (dialect, credential, subject, body, created_at, due_at)
                select 'plain', @credential, gen_random_uuid(), '', @now, @now from generate_series(1, 200)
                """,
                new { credential = $"dead-{i}", now = _office.Clock.GetUtcNow().UtcDateTime });
        }

        await using var receiver = await Receiver.Open();
        for (var i = 0; i < 5; i++)
            await _office.Register(new($"well-{i}"), receiver.Url);

        await _office.Start(PostOffice.Impatient);
        await Task.Delay(1000);

        var late = new List<TimeSpan>();
        for (var i = 0; i < 100; i++)
        {
            var before = Stopwatch.GetTimestamp();
            await _office.Write($"well-{i % 5}");
            _office.Bell.Ring();
            while (receiver.Received.Count <= i)
                await Task.Delay(1);

            late.Add(Stopwatch.GetElapsedTime(before));
        }

        late.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine($"median {late[50]}, worst {late[^1]}");
        Assert.InRange(late[90], TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
        Assert.InRange(late[^1], TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
    }
}
