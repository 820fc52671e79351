using System.Diagnostics;
using System.Text.RegularExpressions;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

public sealed partial class FirstMinuteTests : IDisposable
{
    readonly string _folder = TestServer.TemporaryFolder();

    [Fact]
    public async Task Shows_a_curl_that_answers_and_finds_its_data_again()
    {
        string invoice;
        await using (var host = await HostProcess.Start(("PERIKSA_DATA", _folder)))
        {
            await Until(() => host.Output.Contains("Ctrl-C", StringComparison.Ordinal));
            Assert.Contains(host.Address.ToString().TrimEnd('/'), host.Output);

            var answer = await Shell(Curl().Match(host.Output).Value);
            Assert.Contains("\"account_name\":\"John Doe\"", answer);
            invoice = (await Sento.Toko(host).Inquire()).Text("invoice_id")!;
        }

        // The server stopped with its host.
        Assert.False(File.Exists(Path.Combine(_folder, "data", "postmaster.pid")));

        await using var again = await HostProcess.Start(("PERIKSA_DATA", _folder));
        Assert.Equal(2, (await Sento.Toko(again).Find(invoice)).Number("total_inquiry"));
    }

    [Fact]
    public async Task Is_answered_again_after_the_host_was_killed_and_its_server_went_on()
    {
        var host = await HostProcess.Start(("PERIKSA_DATA", _folder));
        var invoice = (await Sento.Toko(host).Inquire()).Text("invoice_id")!;
        await host.Kill();
        Assert.True(File.Exists(Path.Combine(_folder, "data", "postmaster.pid")));

        await using var next = await HostProcess.Start(("PERIKSA_DATA", _folder));

        Assert.Equal(invoice, (await Sento.Toko(next).Inquire()).Text("invoice_id"));
    }

    [Fact]
    public async Task Tells_a_second_host_on_the_same_folder_what_to_set()
    {
        await using var host = await HostProcess.Start(("PERIKSA_DATA", _folder));

        var (code, said) = await HostProcess.Refused(("PERIKSA_DATA", _folder));

        Assert.Equal(1, code);
        Assert.Contains("PERIKSA_DATA", said);
        Assert.Equal("000", (await Sento.Toko(host).Inquire()).Code);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static async Task Until(Func<bool> condition)
    {
        for (var patience = Stopwatch.StartNew(); !condition(); await Task.Delay(20))
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(10));
    }

    static async Task<string> Shell(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true })!;
        return await shell.StandardOutput.ReadToEndAsync();
    }

    // From "curl" to the end of its last line; the lines before it end in a backslash.
    [GeneratedRegex(@"curl (.*\\\n)*.*")]
    private static partial Regex Curl();
}
