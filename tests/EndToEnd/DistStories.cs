using System.Diagnostics;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What <c>make dist</c> publishes, unpacked and run as an operator does.</summary>
[Trait("Category", "Soak")]   // it compiles everything for another system
public sealed class DistStories : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("periksa-dist-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_tar_is_what_its_digest_says_and_answers_without_dotnet()
    {
        var made = (await Run(DeployTests.Root, "make", "-s", "dist")).Split('\n');
        var tar = Path.Combine(
            DeployTests.Root, made.First(line => line.EndsWith(".tar.gz", StringComparison.Ordinal)));
        await Run(Path.GetDirectoryName(tar)!, "sha256sum", "--quiet", "-c", $"{tar}.sha256");

        await Run(_folder, "tar", "-xzf", tar);
        var unpacked = Assert.Single(Directory.GetDirectories(_folder));
        await Run(unpacked, "sha256sum", "--quiet", "-c", "SHA256SUMS");
        var program = Path.Combine(unpacked, "periksa");
        Assert.StartsWith("0.1.0+", await Run(unpacked, "env", "-i", program, "--version"), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(unpacked, "deploy", "systemd", "periksa.service")));
        Assert.True(File.Exists(Path.Combine(unpacked, "docs", "operating", "install.md")));

        await using var host = await HostProcess.StartBy(
            program, [], ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), ("DOTNET_ROOT", _folder));
        Assert.Equal("000", (await Sento.Toko(host).Inquire()).Code);
    }

    static async Task<string> Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}:\n{await output}{await errors}");
        return await output;
    }
}
