using System.Diagnostics;
using System.Net.Sockets;
using Periksa.Tests.Postgres;

namespace Periksa.Browser.Tests;

/// <summary>A web server that has the console somewhere below its own pages.</summary>
sealed class Nginx : IAsyncDisposable
{
    const string Program = "/usr/sbin/nginx";

    readonly string _folder = Directory.CreateTempSubdirectory("periksa-nginx-").FullName;
    readonly int _port = Ports.Free();
    Process _process = null!;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <param name="path">Where it has the host's <c>/</c>, with a slash at both ends.</param>
    /// <param name="headers">What it says of the caller, besides where the path begins.</param>
    public static async Task<Nginx> Before(Uri host, string path, params string[] headers)
    {
        Assert.True(File.Exists(Program), "nginx is not here: scripts/test.sh installs it where it can.");
        var nginx = new Nginx();
        var file = Path.Combine(nginx._folder, "nginx.conf");
        await File.WriteAllTextAsync(file, $$"""
            daemon off; pid {{nginx._folder}}/pid; error_log stderr; worker_processes 1;
            events {}
            http {
              access_log off; client_body_temp_path {{nginx._folder}}; proxy_temp_path {{nginx._folder}};
              server {
                listen 127.0.0.1:{{nginx._port}};
                location {{path}} {
                  proxy_pass {{host}};
                  proxy_set_header Host $http_host;
                  proxy_set_header X-Forwarded-Prefix {{path.TrimEnd('/')}};
                  {{string.Concat(headers.Select(header => $"proxy_set_header {header};"))}}
                }
              }
            }
            """);
        nginx._process = Process.Start(Program, ["-p", nginx._folder, "-e", "stderr", "-c", file]);
        await Eventually.Is(nginx.Listens);
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        using (var stop = Process.Start("kill", [$"{_process.Id}"]))
            await stop.WaitForExitAsync();

        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    async Task<bool> Listens()
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
