namespace Periksa.EndToEnd.Tests;

/// <summary>Gives a host another idea of what time it is, by Debian's libfaketime.</summary>
static class Faketime
{
    const string Folder = "/usr/lib";

    static readonly string? Library = Directory.Exists(Folder)
        ? Directory.EnumerateDirectories(Folder)
            .Select(machine => Path.Combine(machine, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        : null;

    /// <param name="ahead">E.g. <c>+90s</c>.</param>
    public static (string, string)[] Settings(string ahead) =>
    [
        ("LD_PRELOAD", Library ?? throw new InvalidOperationException("Run 'apt-get install faketime'.")),
        ("FAKETIME", ahead),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),   // timers go on as ever
    ];
}
