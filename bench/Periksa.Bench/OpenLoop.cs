using System.Diagnostics;

namespace Periksa.Bench;

/// <summary>Asks at set times, whether or not earlier answers have come, and counts from the set time.</summary>
/// <remarks>
/// Who waits for an answer before asking again asks less while the server stalls, and so never sees the stall. Counting
/// from the moment the request was due puts the wait into every request that it delayed.
/// </remarks>
static class OpenLoop
{
    public static async Task<Load> Run(Peer peer, int perSecond, int seconds)
    {
        using var inquirer = new Inquirer(peer.Address);
        return await Run(inquirer.Ask, perSecond, seconds);
    }

    public static async Task<Load> Run(Func<Task> ask, int perSecond, int seconds)
    {
        var asked = await Task.Factory.StartNew(
            () => AskOnSchedule(ask, perSecond, seconds),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var waits = await Task.WhenAll(asked);
        Array.Sort(waits);
        return new(waits.Length, (double)waits.Length / seconds, Series.At(waits, 0.50), Series.At(waits, 0.99));
    }

    static List<Task<double>> AskOnSchedule(Func<Task> ask, int perSecond, int seconds)
    {
        var asked = new List<Task<double>>(perSecond * seconds);
        var start = Stopwatch.GetTimestamp();

        for (var i = 0; i < perSecond * seconds; i++)
        {
            var due = start + (i * Stopwatch.Frequency / perSecond);
            while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is var rest && rest > TimeSpan.Zero)
                Unix.Sleep(rest);

            asked.Add(Ask(ask, due));
        }

        return asked;
    }

    static async Task<double> Ask(Func<Task> ask, long due)
    {
        await ask();
        return Stopwatch.GetElapsedTime(due).TotalMilliseconds;
    }
}
