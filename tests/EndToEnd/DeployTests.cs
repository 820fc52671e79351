using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>The files under deploy/, read by the programs that they are for.</summary>
public sealed partial class DeployTests : IDisposable
{
    internal static readonly string Root = Path.GetFullPath(Path.Combine(typeof(DeployTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Sandbox").Value!, ".."));

    readonly string _folder = Directory.CreateTempSubdirectory("periksa-deploy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nginx_takes_its_file()
    {
        await MakeCertificate();
        var server = Local(Read("nginx.conf")).Replace("/var/log/nginx", _folder, StringComparison.Ordinal);
        var file = Path.Combine(_folder, "nginx.conf");
        await File.WriteAllTextAsync(
            file, $"pid {_folder}/pid; error_log {_folder}/errors; events {{}} http {{ {server} }}");

        await Run("nginx", "-t", "-c", file);
    }

    [Fact]
    public async Task HAProxy_takes_its_file()
    {
        await MakeCertificate();
        var file = Path.Combine(_folder, "haproxy.cfg");
        await File.WriteAllTextAsync(file, Local(Read("haproxy.cfg")));

        await Run("haproxy", "-c", "-f", file);
    }

    [Fact]
    public async Task Prometheus_takes_its_files_and_wakes_whom_it_should()
    {
        await Run("promtool", "check", "config", In("prometheus/prometheus.yml"));
        await Run("promtool", "check", "rules", In("prometheus/alerts.yml"));
        await Run("promtool", "test", "rules", In("prometheus/alerts.test.yml"));
    }

    // Where the program would be is known on the machine that it is installed on alone.
    [Fact]
    public async Task Systemd_takes_its_unit()
    {
        var unit = Read("systemd/periksa.service");
        Assert.Contains("ExecStart=/opt/periksa/periksa serve", unit);
        var file = Path.Combine(_folder, "periksa.service");
        await File.WriteAllTextAsync(file, unit.Replace("/opt/periksa/periksa serve", "/bin/true"));

        Assert.Equal("", await Run("systemd-analyze", "verify", file));
    }

    [Fact]
    public void The_image_is_made_of_files_that_are_there_and_runs_as_nobody_s_root()
    {
        var lines = Read("Dockerfile").Split('\n');
        var copied = lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal))
            .Where(line => !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]).ToArray();
        Assert.Contains("src", copied);
        Assert.All(copied, path => Assert.True(Path.Exists(Path.Combine(Root, path)), path));

        // Whatever a project refers to or embeds, too.
        foreach (var file in Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            var folder = Path.GetDirectoryName(file)!;
            var outside = Included.Matches(File.ReadAllText(file))
                .Select(match => Path.GetFullPath(Path.Combine(folder, match.Groups[1].Value)))
                .Select(path => Path.GetRelativePath(Root, path).Split('/')[0]);
            Assert.All(outside, path => Assert.Contains(path, copied));
        }

        Assert.Contains("USER $APP_UID", lines);
        Assert.Contains(lines, line => line.StartsWith("HEALTHCHECK", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(":latest", StringComparison.Ordinal));
    }

    [Fact]
    public void What_runs_together_names_files_and_settings_that_there_are()
    {
        var compose = Read("compose.yaml");
        Assert.Contains("dockerfile: deploy/Dockerfile", compose);
        Assert.Contains("./prometheus:/etc/prometheus:ro", compose);
        Assert.Contains("periksa:8081", Read("prometheus/prometheus.yml"));

        var known = File.ReadAllText(Path.Combine(Root, "docs/operating/settings.md"));
        string[] files = ["compose.yaml", "Dockerfile", "systemd/periksa.service", "nginx.conf", "haproxy.cfg"];
        var named = files.SelectMany(file => Setting.Matches(Read(file))).Select(match => match.Value).ToHashSet();
        Assert.Contains("Periksa__DrainSeconds", named);
        Assert.All(named, name => Assert.Contains($"`{name}", known));
    }

    [Fact]
    public async Task Every_metric_of_alarms_and_dashboards_is_one_that_a_host_exports()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(
            [
                ("ConnectionStrings__Periksa", database), ("Periksa__Metrics__Seconds", "1"),
                .. ProviderSettings.Connector("nobody", new("http://127.0.0.1:9/"), "sento"),
                ("Periksa__Routes__0__Banks__0", "014"), ("Periksa__Routes__0__Use__0", "nobody"),
            ]);
        await Sento.Toko(host).Inquire();
        await Sento.Toko(host).Inquire("0123456789", "014");
        await new Sento(host.Client, "nobody", "wrong").Inquire();
        await Sento.Toko(host).Inquire("9900000001");
        await Prove.AssertNoDifference(database);

        string[] files = ["prometheus/alerts.yml", .. Directory.GetFiles(In("grafana"), "*.json")];
        var named = files.SelectMany(file => Metric.Matches(Expressions(Read(file))).Select(match => match.Value))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Contains("periksa_refusals_total", named);
        Assert.Contains("http_server_request_duration_seconds_bucket", named);

        await Eventually.Is(async () => (await Metrics.Scrape(host)).Names.Contains("periksa_proof_age_seconds"));
        var exported = (await Metrics.Scrape(host)).Names;
        Assert.Empty(named.Except(exported));
    }

    static string In(string file) => Path.Combine(Root, "deploy", file);

    static string Read(string file) => File.ReadAllText(In(file));

    string Local(string text) => text.Replace("/etc/periksa/tls", _folder, StringComparison.Ordinal);

    static string Expressions(string text) => string.Join('\n', Expression.Matches(text).Select(match => match.Value));

    async Task MakeCertificate()
    {
        var (key, certificate) = (Path.Combine(_folder, "privkey.pem"), Path.Combine(_folder, "fullchain.pem"));
        await Run(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
            "-days", "1", "-subj", "/CN=periksa.example");
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "periksa.pem"),
            await File.ReadAllTextAsync(certificate) + await File.ReadAllTextAsync(key));
    }

    // Returns what it printed; fails with that if it did not end well, or is not here.
    static async Task<string> Run(string program, params string[] arguments)
    {
        var found = new[] { "/usr/sbin", "/usr/bin", "/bin" }.Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
        Assert.True(found is not null, $"{program} is not here: scripts/test.sh installs it where it can.");

        using var process = Process.Start(new ProcessStartInfo(found!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var said = (await output + await errors).Trim();
        Assert.True(process.ExitCode == 0, said);
        return said;
    }

    [GeneratedRegex("Include=\"(\\.\\./[^\"*]+)")]
    private static partial Regex Included { get; }

    [GeneratedRegex("Periksa__[A-Z][A-Za-z]*(?:__[A-Z][A-Za-z]*)?")]
    private static partial Regex Setting { get; }

    [GeneratedRegex("expr\"?: .*")]
    private static partial Regex Expression { get; }

    [GeneratedRegex(@"\b(?:periksa|http_server|dotnet|db_client)_[a-z_]+\b")]
    private static partial Regex Metric { get; }
}
