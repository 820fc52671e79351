using System.Diagnostics;

namespace Periksa.EndToEnd.Tests;

/// <summary>The script that everybody tries first, run as it is: openssl signs, and not we.</summary>
public sealed class SingaPayScriptStories(SandboxTests.Sandbox sandbox) : IClassFixture<SandboxTests.Sandbox>
{
    [Fact]
    public async Task The_script_follows_a_transfer_to_its_end()
    {
        Assert.Contains(""" "code":"03" """.Trim(), await Run("status", "1134567891011"), StringComparison.Ordinal);

        var sent = await Run("transfer", "by-script", "002", "1234567890000", "50000");
        Assert.StartsWith("""{"response_code":"SP000",""", sent, StringComparison.Ordinal);
        Assert.Contains("""{"code":"01","desc":"Initiated"}""", sent, StringComparison.Ordinal);

        var lines = (await Run("follow", "by-script")).Split('\n');
        Assert.Contains("""{"code":"00","desc":"Success"}""", lines[^1], StringComparison.Ordinal);
        Assert.All(lines[..^1], line => Assert.Matches("\"code\":\"0[123]\"", line));
    }

    [Fact]
    public async Task The_script_asks_for_names_and_fees()
    {
        Assert.Contains("John Doe", await Run("name", "014", "0123456789"), StringComparison.Ordinal);
        Assert.Equal(
            """
            {"status":200,"success":true,"data":{"gross_amount":"51000.00","transfer_fee":"1000.00",
            "net_amount":"50000.00","currency":"IDR",
            "beneficiary":{"full_name":"PT Bank Rakyat Indonesia","short_name":"BRI"}}}
            """.ReplaceLineEndings(""),
            await Run("fee", "50000", "BRINIDJA"));
    }

    async Task<string> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("sh", [$"{SnapPartner.SandboxFolder}/singapay.sh", .. arguments])
        {
            Environment = { ["PERIKSA_URL"] = sandbox.Host.Address.ToString().TrimEnd('/') },
            RedirectStandardOutput = true,
        };

        using var script = Process.Start(start)!;
        var output = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        Assert.Equal(0, script.ExitCode);
        return output.Trim();
    }
}
