namespace Periksa.Bench.Callbacks;

/// <summary>How well callbacks keep up with inquiries that are asked at a set pace.</summary>
/// <param name="FirstP50">Milliseconds from final status to first attempt, for those who answer.</param>
/// <param name="Halfway">How many of theirs waited to be delivered when half the time was over.</param>
/// <param name="Answers">How the inquiries were answered meanwhile.</param>
sealed record Sustained(
    double PerSecond, double FirstP50, double FirstP99, long Halfway, long AtTheEnd, Load Answers)
{
    public static async Task<Sustained> Measure(Pace pace, Callers callers, Outbox outbox)
    {
        var from = TimeProvider.System.GetUtcNow();
        var asking = OpenLoop.Run(callers.Ask, Pace.CallbacksPerSecond, pace.CallbackSeconds);
        await Task.Delay(TimeSpan.FromSeconds(pace.CallbackSeconds / 2.0));
        var halfway = await outbox.Waiting();

        var answers = await asking;
        var to = TimeProvider.System.GetUtcNow();
        var atTheEnd = await outbox.Waiting();
        var (count, _) = await outbox.Delivered(from, to);

        await outbox.UntilNoneWaits();   // those that waited longest must not be missing among the waits
        var waits = await outbox.WaitsForFirstAttempt(from, to);
        Array.Sort(waits);

        return new(
            count / (to - from).TotalSeconds,
            Series.At(waits, 0.50),
            Series.At(waits, 0.99),
            halfway,
            atTheEnd,
            answers);
    }
}
