using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>The program's words, as a shell sees them.</summary>
public sealed class CommandLineTests : IDisposable
{
    readonly string _folder = Directory.CreateDirectory(TestServer.TemporaryFolder()).FullName;

    [Theory]
    [InlineData("nonsense")]
    [InlineData("prov")]
    [InlineData("help")]
    [InlineData("--nonsense")]
    [InlineData("--urls", "http://127.0.0.1:0")]
    [InlineData("serve", "--urls", "http://127.0.0.1:0")]
    [InlineData("prove", "everything")]
    [InlineData("@arguments")]
    public async Task What_it_does_not_know_ends_with_2_and_the_list_of_words(params string[] arguments)
    {
        var (code, output, errors) = await HostProcess.Run("", [("PERIKSA_DATA", _folder)], arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(arguments[^1], errors, StringComparison.Ordinal);
        Assert.All(["serve", "migrate", "check", "prove", "seal"], word => Assert.Contains($"\n  {word} ", errors));
        Assert.Contains("environment variables", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));   // no server was begun
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_lists_the_words_and_what_it_ends_with(string option)
    {
        var (code, output, errors) = await HostProcess.Run("", [("PERIKSA_DATA", _folder)], option);

        Assert.Equal((0, ""), (code, errors));
        Assert.All(
            ["serve", "migrate", "check", "prove", "--version", "ends with 0"], word => Assert.Contains(word, output));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Help_for_a_word_tells_what_it_takes()
    {
        var (code, output, _) = await HostProcess.Run("", "seal", "--help");

        Assert.Equal(0, code);
        Assert.Contains("ifortepay, paydia, snap, singapay, ipg-channel, ipg-biller", output.ReplaceLineEndings(" "));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("prove")]
    [InlineData("forget")]
    [InlineData("partner", "add")]
    [InlineData("credential", "rotate")]
    [InlineData("callback", "set")]
    [InlineData("price", "set")]
    [InlineData("deposit", "adjust")]
    [InlineData("route", "cordon")]
    [InlineData("audit")]
    public async Task Help_for_a_word_has_an_example_of_it(params string[] words)
    {
        var (code, output, errors) = await HostProcess.Run("", [.. words, "--help"]);

        Assert.Equal((0, ""), (code, errors));
        Assert.Matches($@"\nExamples?:\r?\n  .*periksa {string.Join(' ', words)}", output);
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_sentence_before_anything_is_begun()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var url = $"http://localhost:{((IPEndPoint)other.LocalEndpoint).Port}";
        var (code, said) = await HostProcess.Refused(("PERIKSA_DATA", _folder), ("ASPNETCORE_URLS", url));

        Assert.Equal(1, code);
        Assert.Contains($"periksa: Callers cannot be served at {url}: another program listens there. Set ", said);
        Assert.DoesNotContain("Exception", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    /// <summary>Somebody else may be quicker than a look at what is free.</summary>
    [Fact]
    public async Task A_port_that_is_taken_while_a_host_starts_is_told_in_one_sentence_too()
    {
        var database = await TestServer.CreateDatabase();
        var port = Ports.Free();
        var holder = await Blocker.Lock(database, "lock table deployment in access exclusive mode");
        var refused = HostProcess.Refused(
            ("ConnectionStrings__Periksa", database), ("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"));
        await Eventually.Is(async () => await Count.Ask<bool>(
            database,
            """
            select exists (select from pg_stat_activity where datname = current_database()
                           and wait_event_type = 'Lock' and pid <> pg_backend_pid())
            """));
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();
        await holder.DisposeAsync();

        var (code, said) = await refused;
        Assert.Equal(1, code);
        Assert.Contains("Set ASPNETCORE_URLS to another", said, StringComparison.Ordinal);
        Assert.DoesNotContain("ObjectDisposed", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_names_the_commit_that_it_was_built_from()
    {
        var (_, version, _) = await HostProcess.Run("", "--version");

        Assert.Matches(@"\A\d+\.\d+\.\d+\+[0-9a-f]{40}\z", version);
        var commit = version.Split('+')[1];
        var (_, kind, errors) = await Shell($"cd '{Path.GetDirectoryName(Script)}' && git cat-file -t {commit}");
        Assert.Equal(("commit", ""), (kind, errors));
    }

    [Theory]
    [InlineData]
    [InlineData("serve")]
    public async Task The_script_serves_from_any_folder_and_hands_on_signals(params string[] words)
    {
        var database = await TestServer.CreateEmptyDatabase();
        await using var host = await HostProcess.StartBy(
            Script, words, ("CONFIGURATION", Configuration), ("ConnectionStrings__Periksa", database));

        Assert.Equal("000", (await Sento.Toko(host).Inquire()).Code);
        var (_, version, _) = await HostProcess.Run("", "--version");
        Assert.Contains($"Periksa {version} starts in Sandbox mode", host.Output, StringComparison.Ordinal);
        Assert.Contains($"Periksa {version}, in sandbox mode", host.Output, StringComparison.Ordinal);

        await host.Stop();   // by the script's process id
        Assert.Equal(0, host.ExitCode);
    }

    [Fact]
    public async Task The_script_hands_on_arguments_and_the_exit_code()
    {
        var (code, output, _) = await Shell($"cd / && '{Script}' --version");
        Assert.Equal(0, code);
        Assert.Matches(@"\A\d+\.\d+\.\d+", output);

        (code, _, var errors) = await Shell($"cd / && '{Script}' 'two words'");
        Assert.Equal(2, code);
        Assert.Contains("'two words'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_builds_what_is_not_built_yet_and_says_so()
    {
        // A dotnet that builds an empty program, and tells what it was asked to run.
        const string dotnet =
            """
            #!/bin/sh
            dll=artifacts/bin/Periksa.Host/release/periksa.dll
            if [ "$1" != build ]; then echo "ran $*"; exit 3; fi
            mkdir -p "${dll%/*}" && touch "$dll" && echo "built $2"
            """;
        File.Copy(Script, Path.Combine(_folder, "periksa"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "dotnet"), dotnet);
        var run = $"cd / && chmod +x '{_folder}/dotnet' && "
            + $"CONFIGURATION= PATH=\"{_folder}:$PATH\" '{_folder}/periksa' seal a";

        var (code, output, errors) = await Shell(run);
        Assert.Equal((3, $"ran {_folder}/artifacts/bin/Periksa.Host/release/periksa.dll seal a"), (code, output));
        Assert.Contains("not built yet", errors, StringComparison.Ordinal);
        Assert.Contains("built src/Host", errors, StringComparison.Ordinal);

        (_, _, errors) = await Shell(run);
        Assert.Equal("", errors);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // …/artifacts/bin/Periksa.Host/{configuration}/periksa.dll
    static string Configuration { get; } = Path.GetFileName(Path.GetDirectoryName(HostProcess.Built)!);

    static string Script { get; } = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(HostProcess.Built)!, "..", "..", "..", "..", "periksa"));

    static async Task<(int ExitCode, string Output, string Errors)> Shell(string command)
    {
        var start = new ProcessStartInfo("sh", ["-c", command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CONFIGURATION"] = Configuration;

        using var shell = Process.Start(start)!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        return (shell.ExitCode, (await output).Trim(), (await errors).Trim());
    }
}
