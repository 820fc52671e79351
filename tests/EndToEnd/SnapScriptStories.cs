using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Periksa.EndToEnd.Tests;

/// <summary>The first minute with SNAP: the script that everybody tries first, run as it is.</summary>
public sealed partial class SnapScriptStories(SandboxTests.Sandbox sandbox) : IClassFixture<SandboxTests.Sandbox>
{
    static readonly string Page = Path.Combine(SnapPartner.SandboxFolder, "..", "dialects", "Snap", "README.md");

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
    [InlineData("16 014 0123456789", """
        {"responseCode":"2001600","responseMessage":"Successful","referenceNo":"…","partnerReferenceNo":"my-ref",
        "beneficiaryAccountName":"John Doe","beneficiaryAccountNo":"0123456789","beneficiaryBankCode":"014",
        "beneficiaryBankName":"BCA","currency":"IDR","additionalInfo":{}}@2001600
        """)]
    [InlineData("15 1239812390", """
        {"responseCode":"2001500","responseMessage":"Successful","referenceNo":"…","partnerReferenceNo":"my-ref-15",
        "beneficiaryAccountName":"Siti Nurhaliza","beneficiaryAccountNo":"1239812390",
        "beneficiaryAccountStatus":"Rekening aktif","currency":"IDR","additionalInfo":{}}@2001500
        """)]
    [InlineData("42 CENAIDJAXXX 8753293240 250000", """
        {"responseCode":"2004200","responseMessage":"Successful","referenceNo":"…","partnerReferenceNo":"my-ref-42",
        "beneficiaryAccountNumber":"8753293240","beneficiaryAccountName":"Test BCA",
        "beneficiaryBankCode":"CENAIDJAXXX","beneficiaryBankShortName":"BCA",
        "beneficiaryBankName":"PT Bank Central Asia Tbk","amount":{"value":"250000.00","currency":"IDR"},
        "additionalInfo":{}}@2004200
        """)]
    public async Task The_script_asks_and_is_answered(string arguments, string expected)
    {
        var reference = arguments switch
        {
            [.., 'Y'] => "my-ref-Y",
            ['1', '5', ..] or ['4', '2', ..] => $"my-ref-{arguments[..2]}",
            _ => "my-ref",
        };

        var (code, output) = await Run(arguments, reference);

        Assert.Equal(0, code);
        Assert.Equal(
            expected.ReplaceLineEndings("").Replace('@', '\n'), ReferenceNo().Replace(output.Trim(), "$1…"));
    }

    [Theory]
    [InlineData("16 014 9900000001", "5041600")]
    [InlineData("16 014 9900000002", "5041600")]
    [InlineData("16 014 9900000004", "5041600")]
    [InlineData("16 014 9900000005", "5001602")]
    [InlineData("16 014 9900000006", "5041600")]
    [InlineData("16 BRINIDJA 9900000007", "4031609")]
    [InlineData("16 BRINIDJAXXX 9900000008", "4031618")]
    [InlineData("16 014 5550000001", "4031618")]
    [InlineData("16 014 1", "4041611")]
    [InlineData("16 999 1", "4041603")]
    [InlineData("15 014 9900000007", "4031509")]
    [InlineData("15 9900000008", "4031518")]
    [InlineData("15 12341234", "4041511")]
    [InlineData("42 008 9900000007", "4034209")]
    [InlineData("42 008 9900000008", "4034218")]
    [InlineData("42 008 12341234 0.00", "4004201")]
    [InlineData("24 8673011234567890", "2002400")]
    [InlineData("24 8673010000000002", "4042414")]
    [InlineData("24 8673010000000003", "4042419")]
    [InlineData("24 8673019999999999", "4042412")]
    [InlineData("24 86730199", "4042411")]
    [InlineData("25 8673011234567890 10000", "2002500")]
    [InlineData("25 8673010000015000 14999.00", "4042513")]
    [InlineData("25 8673010000000002 250000.00", "4042514")]
    [InlineData("25 8673010000000003 150000.00", "4042519")]
    [InlineData("25 8673011234567890 10000.00 nowhere1", "4042512")]
    [InlineData("25 8673011234567890 10000.00 x24da1dF", "2002500")]
    [InlineData("26 8673010000000002", "2002600")]
    [InlineData("26 8673010000000003", "4042601")]
    [InlineData("73", "2007300")]
    [InlineData("18 014 0123456789 250000", "2001800")]
    [InlineData("18 CENAIDJA 9900000001", "2021800")]
    [InlineData("18 014 9900000008", "4031818")]
    [InlineData("18 014 0123456789 9999999.99", "4031814")]
    [InlineData("18 999 1", "4041803")]
    [InlineData("36 nothing", "4043601")]
    [InlineData("11", "2001100")]
    [InlineData("11 8800000002", "4041111")]
    public async Task The_script_ends_with_the_standards_code(string arguments, string code)
    {
        var (_, output) = await Run(arguments, reference: $"ref {arguments}");

        Assert.Equal(code, output.TrimEnd().Split('\n')[^1]);
    }

    /// <summary>Each in the order of the page, and as often as anybody likes.</summary>
    [Fact]
    public async Task The_script_stages_each_row_of_the_functional_test_that_the_page_lists()
    {
        var rows = Row().Matches(await File.ReadAllTextAsync(Page)).Select(row => row.Groups).ToArray();

        var answered = new List<(string Row, string Code)>();
        foreach (var row in rows)
        {
            var (_, output) = await Run($"row {row["row"].Value}", reference: null);
            answered.Add((row["row"].Value, output.TrimEnd().Split('\n')[^1]));
        }

        Assert.Equal(rows.Select(row => (row["row"].Value, row["code"].Value)), answered);
        Assert.Superset(
            Enumerable.Range(1, 13).SelectMany(number => new[] { $"8.{number}", $"11.{number}" }).ToHashSet(),
            answered.Select(one => one.Row).ToHashSet());
    }

    [Fact]
    public async Task The_script_says_which_row_it_does_not_know()
    {
        var (code, _) = await Run("row 9.1", "none");

        Assert.Equal(1, code);
    }

    [Fact]
    public async Task The_script_sends_money_and_says_what_became_of_it()
    {
        var (_, sent) = await Run("18 CENAIDJA 0123456789", reference: "my-transfer");
        var (_, status) = await Run("36 my-transfer", reference: "none");

        Assert.EndsWith("\n2001800", sent.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("\"beneficiaryBankCode\":\"CENAIDJA\"", status, StringComparison.Ordinal);
        Assert.Contains("\"latestTransactionStatus\":\"00\"", status, StringComparison.Ordinal);
        Assert.EndsWith("\n2003600", status.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_says_whom_it_does_not_know()
    {
        var (code, _) = await Run("nobody 014 0123456789", "none");

        Assert.Equal(1, code);
    }

    async Task<(int Code, string Output)> Run(string arguments, string? reference)
    {
        var start = new ProcessStartInfo("sh")
        {
            ArgumentList = { "-c", $"exec {SnapPartner.SandboxFolder}/snap.sh {arguments}" },
            Environment =
            {
                ["PERIKSA_URL"] = sandbox.Host.Address.ToString().TrimEnd('/'),
                ["PARTNER_REFERENCE_NO"] = reference ?? "",   // which it makes up then
            },
            RedirectStandardOutput = true,
        };

        using var script = Process.Start(start)!;
        var output = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return (script.ExitCode, output);
    }

    [GeneratedRegex(@"\| (?<row>[0-9.]+) \| [^|]* \| (?<code>[0-9]{7}) \| `sandbox/snap\.sh row \k<row>` \|")]
    private static partial Regex Row();

    [GeneratedRegex("""("referenceNo":")[0-9a-f-]{36}""")]
    private static partial Regex ReferenceNo();
}
