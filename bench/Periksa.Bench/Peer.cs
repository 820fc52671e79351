using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Periksa.Bench;

/// <summary>A web server under measurement, in a process of its own.</summary>
sealed class Peer : IAsyncDisposable
{
    static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    readonly Child _child;

    Peer(Child child, Uri address) => (_child, Address) = (child, address);

    public Uri Address { get; }

    /// <summary>The end of what it wrote.</summary>
    public string Output => _child.Output;

    /// <summary>What it holds of the machine's memory, in MB. PostgreSQL's is not in it.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _child.MustRun();
            var line = File.ReadLines($"/proc/{_child.Id}/status")
                .First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
            var kilobytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
            return double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>Starts it, and does not wait.</summary>
    public static Peer Launch(Place place, string assembly, params (string Name, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var child = Child.Start(
            place, "dotnet", [assembly], [("ASPNETCORE_URLS", address.GetLeftPart(UriPartial.Authority)), .. settings]);

        return new(child, address);
    }

    /// <summary>Starts it, and returns when it accepts connections; nobody has asked it anything by then.</summary>
    public static async Task<Peer> Start(Place place, string assembly, params (string Name, string Value)[] settings)
    {
        var peer = Launch(place, assembly, settings);
        await peer.Until(peer.Accepts);
        return peer;
    }

    /// <summary>Tries every ten milliseconds.</summary>
    public async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(StartPatience);
        while (!await isSo())
        {
            _child.MustRun();
            await Task.Delay(Pause, patience.Token);
        }
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    async Task<bool> Accepts()
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(Address.Host, Address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
