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

    /// <summary>Refuses callers' addresses at which this host could not listen, before anything is started.</summary>
    public static void RefuseHindered(IConfiguration settings)
    {
        // The server's own list switches the plain addresses off.
        var listed = settings.GetSection(Endpoints).GetChildren().Select(endpoint => endpoint["Url"] ?? "").ToArray();
        foreach (var url in listed.Length > 0 ? listed : Split(settings["urls"] ?? Settings.DefaultUrl))
        {
            if (Hindrance(Parse(url, "ASPNETCORE_URLS")) is { } why)
            {
                throw new SettingsException(
                    $"Callers cannot be served at {url}: {why}. Set ASPNETCORE_URLS to another address, e.g. "
                    + "http://127.0.0.1:8090.");
            }
        }
    }

    /// <summary>Why nobody can be served there; <c>null</c> where nothing hinders it.</summary>
    public static string? Hindrance(BindingAddress address)
    {
        if (address.IsUnixPipe || address.IsNamedPipe)
            return null;

        IPAddress[] all = address.Host is "localhost" ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
            : IPAddress.TryParse(address.Host.Trim('[', ']'), out var named) ? [named]
            : [IPAddress.Any];
        return all.Select(one => Hindrance(new IPEndPoint(one, address.Port))).FirstOrDefault(why => why is not null);
    }

    // What else may be wrong, such as a machine without IPv6, the server itself knows what to do about.
    static string? Hindrance(IPEndPoint at)
    {
        using var probe = new TcpListener(at);
        try
        {
            probe.Start();
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "another program listens there",
                SocketError.AccessDenied => "this user may not listen there",
                SocketError.AddressNotAvailable when !IPAddress.IsLoopback(at.Address) =>
                    "this machine has no such address",
                _ => null,
            };
        }
    }
}
