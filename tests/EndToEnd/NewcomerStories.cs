using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A newcomer goes by the page: every command of it, in its order, at real processes.</summary>
public sealed partial class NewcomerStories : IAsyncLifetime
{
    const string Stop = "trap 'kill $(jobs -p) 2>/dev/null || true; wait || true' EXIT";

    const string OldInquiry = """
        insert into inquiries (day, id, at, dialect, partner, bank_code, account_number, outcome)
        values ('2025-03-01', @id, @at, 'ifortepay', 'warung-baru', '014', '1', 'not-found') returning 1
        """;

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    static readonly string Page = Path.Combine(
        SnapPartner.SandboxFolder, "..", "docs", "operating", "first-partner.md");

    readonly string _folder = TestServer.TemporaryFolder();
    string _database = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        _database = await TestServer.CreateDatabase();

        // Time that has passed before the newcomer forgets it.
        var at = new DateTimeOffset(2025, 3, 1, 5, 0, 0, TimeSpan.Zero);
        await Count.Ask<int>(_database, "select count(*)::int from make_days('2025-03-01', '2025-03-01')");
        await Count.Ask<int>(_database, OldInquiry, new { id = Guid.CreateVersion7(at), at = at.UtcDateTime });
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_first_partner_is_made_answered_called_back_found_again_and_a_day_forgotten_without_psql()
    {
        var script = Script();
        Assert.DoesNotContain("psql", script, StringComparison.Ordinal);

        var (code, output) = await Run(script);

        Assert.True(code == 0, output);
        Assert.Contains("credentials, none of them refused", output, StringComparison.Ordinal);
        var told = Kept("told.json").GetProperty("says");
        Assert.Equal("John Doe", told.Text("beneficiaryAccountName"));
        Assert.Equal(told.GetRawText(), Kept("told-again.json").GetProperty("says").GetRawText());
        Assert.Equal(4, Answered().Count(output));   // by the first secret, by each of two, and after the master key
        Assert.Contains("was answered found: bank-a was asked", output, StringComparison.Ordinal);
        Assert.Contains("inquiries of 2025-03-01: would forget 1", output, StringComparison.Ordinal);
        Assert.Contains("secrets are under 2026b now", output, StringComparison.Ordinal);
        Assert.EndsWith("\n0 differences", output.TrimEnd(), StringComparison.Ordinal);
        await Counts();
    }

    async Task Counts()
    {
        Assert.Equal(0, await Count.Ask<int>(
            _database, "select count(*)::int from pg_class where relname ~ '_20250301$'"));
        Assert.Equal(4, await Count.Ask<int>(
            _database,
            "select (select count(*) from inquiries where outcome = 'found')::int"
            + " + (select count(*) from open_inquiries)::int"));
        Assert.Equal(2, await Count.Ask<int>(
            _database, "select count(*)::int from callback_attempts where status = 200"));
        string[] actions =
        [
            "partner.add", "credential.issue", "callback.set", "price.set", "callback.redeliver", "credential.rotate",
            "secrets.reseal",
        ];
        var audited = await Count.Ask<string[]>(_database, "select array_agg(distinct action) from audit_entries");
        Assert.Equal([], actions.Except(audited));
    }

    // The page's commands, at other ports and on the tests' database, as it says that one may.
    string Script()
    {
        var page = File.ReadAllText(Page);
        var commands = string.Join('\n', Block().Matches(page).Select(match => match.Groups[1].Value));
        foreach (var port in (string[])["8080", "8081", "8090", "9090"])
            commands = commands.Replace($":{port}", $":{Ports.Free()}", StringComparison.Ordinal);

        var listening = Listening().Match(commands).Groups[1].Value;
        commands = commands
            .Replace("periksa listen", $"periksa listen --port {listening}", StringComparison.Ordinal)
            .Replace(
                "Periksa__PrivateDatabase=true", $"ConnectionStrings__Periksa='{_database}'", StringComparison.Ordinal);
        return $"set -eu\nchmod +x periksa\n{Stop}\n{commands}";
    }

    async Task<(int Code, string Output)> Run(string script)
    {
        var program = Path.Combine(_folder, "periksa");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\nexec dotnet '{HostProcess.Dll}' \"$@\"\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "page.sh"), script);
        var start = new ProcessStartInfo("bash", ["page.sh"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{_folder}:{start.Environment["PATH"]}";
        using var bash = Process.Start(start)!;
        var said = new StringBuilder();
        bash.OutputDataReceived += (_, line) => Keep(line);
        bash.ErrorDataReceived += (_, line) => Keep(line);
        bash.BeginOutputReadLine();
        bash.BeginErrorReadLine();
        using var late = new CancellationTokenSource(Patience);
        try
        {
            await bash.WaitForExitAsync(late.Token);
            return (bash.ExitCode, Said());
        }
        catch (OperationCanceledException)
        {
            using var kill = Process.Start("kill", [$"{bash.Id}"]);   // it stops what it has started
            return (-1, $"It took longer than {Patience}.\n{Said()}");
        }

        void Keep(DataReceivedEventArgs line)
        {
            lock (said)
                said.Append(line.Data).Append('\n');
        }

        string Said()
        {
            lock (said)
                return said.ToString();
        }
    }

    JsonElement Kept(string file) => JsonElement.Parse(File.ReadAllText(Path.Combine(_folder, file)));

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("callback set ifortepay WARUNG01 http://127.0.0.1:([0-9]+)/callback")]
    private static partial Regex Listening();

    // In time, or a moment later by its callback.
    [GeneratedRegex("20[02]1600")]
    private static partial Regex Answered();
}
