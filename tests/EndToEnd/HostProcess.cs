using System.Diagnostics;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>The real host in a process of its own.</summary>
public sealed partial class HostProcess : IAsyncDisposable
{
    const int Terminate = 15;
    const string OperatorUrls = "Periksa__Operator__Urls";
    static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);

    readonly Process _process;
    readonly StringBuilder _output = new();

    HostProcess(Process process, Uri address)
    {
        (_process, Address, OperatorAddress) = (process, address, address);
        if (process.StartInfo.Environment.TryGetValue(OperatorUrls, out var urls)
            && Uri.TryCreate(urls, UriKind.Absolute, out var operators))
        {
            OperatorAddress = operators;
        }

        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

        void Keep(object _, DataReceivedEventArgs line)
        {
            lock (_output)
                _output.AppendLine(line.Data);
        }
    }

    public Uri Address { get; }

    /// <summary>Where operators come in.</summary>
    public Uri OperatorAddress { get; }

    public HttpClient Client { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    /// <summary>Everything it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts a host and waits until it is ready.</summary>
    public static Task<HostProcess> Start(params (string Name, string Value)[] settings) =>
        Started(Launch("dotnet", [Dll], settings), "/health/ready");

    /// <summary>Starts a host where another was before.</summary>
    public static Task<HostProcess> StartAt(Uri address, params (string Name, string Value)[] settings) =>
        Started(Launch("dotnet", [Dll], settings, address), "/health/ready");

    /// <summary>Starts a host that may have a reason not to be ready, and waits until it answers.</summary>
    public static Task<HostProcess> StartLive(params (string Name, string Value)[] settings) =>
        Started(Launch("dotnet", [Dll], settings), "/health/live");

    /// <summary>The same by another program, and with words.</summary>
    public static Task<HostProcess> StartBy(
        string program, string[] arguments, params (string Name, string Value)[] settings) =>
        Started(Launch(program, arguments, settings), "/health/ready");

    static async Task<HostProcess> Started(HostProcess host, string health)
    {
        for (var patience = Stopwatch.StartNew(); !await host.IsFine(health); await Task.Delay(20))
        {
            if (patience.Elapsed <= StartPatience && !host._process.HasExited)
                continue;

            // Left alone it would slow the next ones down, until none gets ready in time.
            if (!host._process.HasExited)
                await host.Kill();

            throw new InvalidOperationException($"The host did not get ready:\n{host.Output}");
        }

        return host;
    }

    /// <summary>Starts a host that is expected to say why it cannot, and returns what it says.</summary>
    public static async Task<(int ExitCode, string Output)> Refused(params (string Name, string Value)[] settings)
    {
        // A database of its own, should it get as far as that: the default one is of whichever build has used it last.
        var folder = TestServer.TemporaryFolder();
        try
        {
            await using var host = Launch("dotnet", [Dll], [("PERIKSA_DATA", folder), .. settings]);
            await host._process.WaitForExitAsync().WaitAsync(StartPatience);
            return (host.ExitCode, host.Output);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    public Task<bool> IsReady() => IsFine("/health/ready");

    async Task<bool> IsFine(string health)
    {
        try
        {
            return (await Client.GetAsync(health)).IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or SocketException)
        {
            return false;   // .NET lets the last out where a connection ends while it is looked at
        }
    }

    /// <summary>SIGKILL: it gets no chance to finish anything.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: whoever calls it is let in by the kernel, and hears nothing.</summary>
    public void Freeze()
    {
        using var kill = Process.Start("kill", ["-STOP", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>SIGTERM, which it answers like Ctrl-C.</summary>
    public async Task Stop()
    {
        if (_process.HasExited)
            return;

        using var kill = Process.Start("kill", [$"-{Terminate}", $"{_process.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(StartPatience);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Client.Dispose();
        _process.Dispose();
    }

    static HostProcess Launch(
        string program, string[] arguments, (string Name, string Value)[] settings, Uri? at = null)
    {
        var address = at ?? new Uri($"http://127.0.0.1:{Ports.Free()}");
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        Prepare(start);
        start.Environment["ASPNETCORE_URLS"] = address.ToString().TrimEnd('/');
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        // Several productions beside each other cannot all have the usual port.
        if (start.Environment.TryGetValue("Periksa__Mode", out var mode) && mode is "production")
            start.Environment.TryAdd(OperatorUrls, $"http://127.0.0.1:{Ports.Free()}");

        GiveOwner(start);
        return new(Process.Start(start)!, address);
    }

    // A host of a story does not live long enough for what the compiler would learn about it.
    static void Prepare(ProcessStartInfo start)
    {
        start.Environment["Periksa__MasterKey"] = MasterKey;
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["Periksa__NoBank"] = "true";   // few stories ask a provider
    }

    // A private server has two roles, and the one for hosts makes no schema.
    static void GiveOwner(ProcessStartInfo start)
    {
        if (!start.Environment.TryGetValue("ConnectionStrings__Periksa", out var text)
            || text?.StartsWith("Host=/", StringComparison.Ordinal) is not true)
        {
            return;
        }

        var server = new Npgsql.NpgsqlConnectionStringBuilder(text);
        if (server is { Host: ['/', ..], Username: "periksa", Database: "periksa" })
        {
            server.Username = "periksa_owner";
            start.Environment.TryAdd("ConnectionStrings__PeriksaOwner", server.ConnectionString);
        }
    }

    // Made up anew for each run of the tests; a production needs one, and a sandbox takes it, too.
    static string MasterKey { get; } = $"tests:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>The built program.</summary>
    public static string Built { get; } = typeof(HostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "Host").Value!;

    /// <summary>The program that is run: the built one, or that compiled ahead where a run of all tests names
    /// it.</summary>
    public static string Dll { get; } =
        Environment.GetEnvironmentVariable("PERIKSA_AHEAD") is { Length: > 0 } ahead ? ahead : Built;
}
