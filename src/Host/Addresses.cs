using System.Net;
using System.Net.Sockets;

namespace Periksa.Host;

/// <summary>The addresses in settings.</summary>
static class Addresses
{
    /// <summary>Where the server's own settings list what to serve.</summary>
    public const string Endpoints = "Kestrel:Endpoints";

    /// <summary>Those that callers are served at, wherever they are set.</summary>
    public static IReadOnlyList<string> OfCallers(IConfiguration settings) =>
    [
        .. Split(settings["urls"] ?? Settings.DefaultUrl),
        .. settings.GetSection(Endpoints).GetChildren().Select(endpoint => endpoint["Url"] ?? ""),
    ];

    public static string[] Split(string urls) =>
        urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <param name="setting">The setting that has it, as an operator writes it.</param>
    public static BindingAddress Parse(string url, string setting)
    {
        try
        {
            return BindingAddress.Parse(url.Trim());
        }
        catch (FormatException)
        {
            throw new SettingsException($"{setting} names '{url}', which is no address: write {Settings.DefaultUrl}.");
        }
    }

    /// <summary>True if only this machine can come in there.</summary>
    public static bool IsLoopback(string url, string setting)
    {
        var host = Parse(url, setting).Host;
        return host == "localhost"
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }

    /// <summary>True if another program listens there.</summary>
    public static bool IsTaken(BindingAddress address)
    {
        var at = address.Host is "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(address.Host.Trim('[', ']'), out var named) ? named
            : IPAddress.Any;
        using var probe = new TcpListener(at, address.Port);
        try
        {
            probe.Start();
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            return true;
        }
    }
}
