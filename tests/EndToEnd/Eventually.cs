using System.Diagnostics;

namespace Periksa.EndToEnd.Tests;

/// <summary>Waits for what is not done yet when a call returns.</summary>
public static class Eventually
{
    public static async Task Is(Func<Task<bool>> condition, double patienceSeconds = 20)
    {
        for (var patience = Stopwatch.StartNew(); !await condition(); await Task.Delay(50))
            Assert.True(patience.Elapsed.TotalSeconds < patienceSeconds, "It never came about.");
    }
}
