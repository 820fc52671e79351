using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace Periksa.Connectors.Snap.Tests;

/// <summary>What providers do that nobody asked for.</summary>
static class Faults
{
    static readonly TimeSpan Drip = TimeSpan.FromMilliseconds(20);

    /// <summary>Says nothing, for ever.</summary>
    public static Task Hang(HttpContext http) => Task.Delay(Timeout.Infinite, http.RequestAborted);

    /// <summary>Begins a good answer and never ends it.</summary>
    public static async Task Trickle(HttpContext http)
    {
        await http.Response.WriteAsync(Play.Found[..20]);
        while (!http.RequestAborted.IsCancellationRequested)
        {
            await http.Response.WriteAsync(" ");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Drip);
        }
    }

    /// <summary>A good answer that is longer than any.</summary>
    public static Task TooLong(HttpContext http) => http.Response.WriteAsync(Play.Found + new string(' ', 64 * 1024));

    /// <summary>Breaks off within a good answer.</summary>
    public static async Task Reset(HttpContext http)
    {
        http.Response.ContentLength = Play.Found.Length;
        await http.Response.WriteAsync(Play.Found[..^10]);
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    /// <summary>Hangs up without a word.</summary>
    public static Task HangUp(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    /// <summary>An address at which nobody listens.</summary>
    public static Uri Nobody()
    {
        using var socket = new TcpListener(IPAddress.Loopback, port: 0);
        socket.Start();
        return new($"http://{socket.LocalEndpoint}");
    }

    /// <summary>An authority, and a certificate of this machine that it has signed.</summary>
    public static (X509Certificate2 Authority, X509Certificate2 Server) Certificates(TimeSpan untilItEnds)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var rootKey = RSA.Create(2048);
        var root = new CertificateRequest("CN=Root", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var authority = root.CreateSelfSigned(now.AddDays(-9), now.AddDays(9));

        using var key = RSA.Create(2048);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var leaf = new CertificateRequest("CN=Leaf", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        leaf.CertificateExtensions.Add(names.Build());
        using var certificate = leaf.Create(authority, now.AddDays(-8), now + untilItEnds, [1, 2, 3, 4]);
        return (authority, certificate.CopyWithPrivateKey(key));
    }
}
