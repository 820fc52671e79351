using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Periksa.EndToEnd.Tests;

/// <summary>The first minute with SNAP: the script that everybody tries first, run as it is.</summary>
public sealed partial class SnapScriptStories(SandboxTests.Sandbox sandbox) : IClassFixture<SandboxTests.Sandbox>
{
    [Theory]
    [InlineData("paydia 014 0123456789", """
        {"responseCode":"2004200","responseMessage":"Successful","referenceNo":"…","partnerReferenceNo":"my-ref",
        "beneficiaryAccountNumber":"0123456789","beneficiaryAccountName":"John Doe","beneficiaryBankCode":"014",
        "beneficiaryBankName":"PT Bank Central Asia Tbk","amount":{"value":"10000.00","currency":"IDR"},
        "additionalInfo":{"balance":{"value":"500000.00","currency":"IDR"}}}
        """)]
    [InlineData("ifortepay 014 8753293240", """
        {"responseCode":"2001600","responseMessage":"Successful","referenceNo":"…","partnerReferenceNo":"my-ref",
        "beneficiaryAccountName":"Test BCA","beneficiaryAccountNo":"8753293240","beneficiaryBankCode":"014",
        "beneficiaryBankName":"BCA","currency":"IDR","additionalInfo":{"inquiryStatus":"SUCCESS",
        "beneficiaryAccountStatus":"ACTIVE","isVirtualAccount":"N"}}
        """)]
    [InlineData("ifortepay 014 8673010000015000 Y", """
        {"responseCode":"2001600","responseMessage":"Successful","referenceNo":"…","partnerReferenceNo":"my-ref-Y",
        "beneficiaryAccountName":"Test VA","beneficiaryAccountNo":"8673010000015000","beneficiaryBankCode":"014",
        "beneficiaryBankName":"BCA","currency":"IDR","additionalInfo":{"inquiryStatus":"SUCCESS",
        "beneficiaryAccountStatus":"ACTIVE","isVirtualAccount":"Y","amountVirtualAccount":"15000.00"}}
        """)]
    public async Task The_script_asks_and_is_answered(string arguments, string expected)
    {
        var reference = arguments.EndsWith('Y') ? "my-ref-Y" : "my-ref";

        var (code, output) = await Run(arguments, reference);

        Assert.Equal(0, code);
        Assert.Equal(expected.ReplaceLineEndings(""), ReferenceNo().Replace(output.Trim(), "$1…"));
    }

    [Fact]
    public async Task The_script_says_whom_it_does_not_know()
    {
        var (code, _) = await Run("nobody 014 0123456789", "none");

        Assert.Equal(1, code);
    }

    async Task<(int Code, string Output)> Run(string arguments, string reference)
    {
        var start = new ProcessStartInfo("sh")
        {
            ArgumentList = { "-c", $"exec {SnapPartner.SandboxFolder}/snap.sh {arguments}" },
            Environment =
            {
                ["PERIKSA_URL"] = sandbox.Host.Address.ToString().TrimEnd('/'),
                ["PARTNER_REFERENCE_NO"] = reference,
            },
            RedirectStandardOutput = true,
        };

        using var script = Process.Start(start)!;
        var output = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return (script.ExitCode, output);
    }

    [GeneratedRegex("""("referenceNo":")[0-9a-f-]{36}""")]
    private static partial Regex ReferenceNo();
}
