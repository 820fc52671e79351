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
        var asked = await Task.Factory.StartNew(
            () => AskOnSchedule(inquirer, perSecond, seconds),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var waits = await Task.WhenAll(asked);
        Array.Sort(waits);
        return new(waits.Length, (double)waits.Length / seconds, At(waits, 0.50), At(waits, 0.99));
    }

    static List<Task<double>> AskOnSchedule(Inquirer inquirer, int perSecond, int seconds)
    {
        var asked = new List<Task<double>>(perSecond * seconds);
        var start = Stopwatch.GetTimestamp();

        for (var i = 0; i < perSecond * seconds; i++)
        {
            var due = start + (i * Stopwatch.Frequency / perSecond);
            while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is var rest && rest > TimeSpan.Zero)
                Unix.Sleep(rest);

            asked.Add(Ask(inquirer, due));
        }

        return asked;
    }

    static async Task<double> Ask(Inquirer inquirer, long due)
    {
        await inquirer.Ask();
        return Stopwatch.GetElapsedTime(due).TotalMilliseconds;
    }

    static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
