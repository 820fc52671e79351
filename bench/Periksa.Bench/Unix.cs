using System.Runtime.InteropServices;

namespace Periksa.Bench;

/// <summary>What .NET has no word for.</summary>
static class Unix
{
    const int TerminateSignal = 15;

    public static void Terminate(int pid) => _ = Kill(pid, TerminateSignal);

    /// <summary>Sleeps to a few dozen microseconds. <see cref="Thread.Sleep(TimeSpan)"/> counts in milliseconds,
    /// and single ones are what is measured.</summary>
    public static void Sleep(TimeSpan time)
    {
        var wish = new TimeSpec((nint)(long)time.TotalSeconds, (nint)(time.Ticks % TimeSpan.TicksPerSecond * 100));
        _ = NanoSleep(in wish, nint.Zero);
    }

    [DllImport("libc", EntryPoint = "kill")]
    static extern int Kill(int pid, int signal);

    [DllImport("libc", EntryPoint = "nanosleep")]
    static extern int NanoSleep(in TimeSpec wish, nint rest);

    [StructLayout(LayoutKind.Sequential)]
    readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);
}
