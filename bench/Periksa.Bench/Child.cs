using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Periksa.Bench;

/// <summary>A process that this run started, and stops.</summary>
sealed class Child : IAsyncDisposable
{
    const int OutputShown = 2_000;

    static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    // What the caller's shell has set is about another Periksa.
    static readonly string[] Foreign =
        ["ASPNETCORE_", "ConnectionStrings__", "DOTNET_gc", "OTEL_", "PERIKSA_", "Periksa__", "PG"];

    readonly Process _process;
    readonly StringBuilder _output = new();
    readonly string _pidFile;

    Child(Process process, string pids)
    {
        _process = process;
        _pidFile = Path.Combine(pids, process.Id.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(_pidFile, process.StartInfo.FileName);

        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>The end of what it wrote.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                var shown = Math.Min(_output.Length, OutputShown);
                return _output.ToString(_output.Length - shown, shown);
            }
        }
    }

    public static Child Start(
        Place place, string program, IEnumerable<string> arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = place.Work,
        };

        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        return new(Process.Start(start)!, place.Pids);
    }

    /// <summary>Waits until it ends by itself, and returns what it wrote.</summary>
    public async Task<string> Finish()
    {
        await _process.WaitForExitAsync();
        if (_process.ExitCode != 0)
            throw new InvalidOperationException($"{_process.StartInfo.FileName} failed: {Output}");

        return Output;
    }

    public void MustRun()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"It ended when it should serve: {Output}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            Unix.Terminate(_process.Id);

        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        File.Delete(_pidFile);
        _process.Dispose();
    }

    static bool IsForeign(string name) =>
        Array.Exists(Foreign, prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    void Keep(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
