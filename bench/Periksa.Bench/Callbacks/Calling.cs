namespace Periksa.Bench.Callbacks;

/// <summary>What the courier does while a tenth of the endpoints is dead.</summary>
/// <param name="Called">Inquiries of those who answer; they were called back about each.</param>
/// <param name="Backlog">What it does when a great many wait; the waits are those of other inquiries
/// meanwhile.</param>
sealed record Calling(Sustained Sustained, long Called, Series Backlog)
{
    static readonly TimeSpan HostsLearnWithin = TimeSpan.FromSeconds(1);

    public static async Task<Calling> Measure(Place place, Pace pace, Rounds rounds)
    {
        await using var host = await Peers.Host(place, Databases.Callbacks);
        await using var receiver = await Receiver.Start(Pace.Endpoints - Pace.DeadEndpoints, Pace.DeadEndpoints);
        var partners = await Partners.Add(place, [.. receiver.Alive, .. receiver.Dead]);
        await Task.Delay(HostsLearnWithin);

        using var callers = new Callers(host.Address, partners, receiver.Alive.Count);
        var outbox = new Outbox(place);
        await callers.AskTokens();
        await OpenLoop.Run(callers.Ask, Pace.CallbacksPerSecond, pace.WarmSeconds);
        await outbox.UntilNoneWaits();

        var sustained = await Sustained.Measure(pace, callers, outbox);
        MustHaveAll(receiver, callers);

        var backlog = await rounds.Run(
            Pace.BacklogRounds, new Contestant("a backlog", () => WorkOff(pace, host, receiver, outbox)));
        return new(sustained, callers.ToBeCalled.Count, backlog[0]);
    }

    static void MustHaveAll(Receiver receiver, Callers callers)
    {
        var missing = callers.ToBeCalled.Count(reference => !receiver.Has(reference));
        if (missing > 0)
            throw new InvalidOperationException($"{missing} of {callers.ToBeCalled.Count} were never called back.");
    }

    static async Task<Load> WorkOff(Pace pace, Peer host, Receiver receiver, Outbox outbox)
    {
        var asking = OpenLoop.Run(host, Pace.AsidePerSecond, pace.RoundSeconds);
        var (before, calls) = (TimeProvider.System.GetUtcNow(), receiver.Calls);
        await outbox.Add(Pace.Backlog);
        var from = TimeProvider.System.GetUtcNow();

        await outbox.UntilNoneWaits();
        var (count, last) = await outbox.Delivered(before, DateTimeOffset.MaxValue);
        calls = receiver.Calls - calls;
        if (count != Pace.Backlog || calls < count)
        {
            throw new InvalidOperationException(
                $"Of {Pace.Backlog} callbacks, {count} were delivered by {calls} calls.");
        }

        var answers = await asking;
        return new(count, count / (last - from).TotalSeconds, answers.P50, answers.P99);
    }
}
