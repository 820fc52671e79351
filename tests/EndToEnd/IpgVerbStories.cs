using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What developers of banks and billers do by verbs, at a host that runs.</summary>
public sealed class IpgVerbStories
{
    [Fact]
    public async Task Banks_and_billers_of_IPG_ask_about_bills()
    {
        await using var host = await Host();
        var (code, output, errors) = await Ask(host, "inquire", "ipg-channel", "8673011234567890");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("SPP Bulan Januari", output, StringComparison.Ordinal);

        (code, output, errors) = await Ask(host, "inquire", "ipg-biller", "x24da1dF", "--json");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("8673011234567890", $"{JsonElement.Parse(output).GetProperty("answer")}");

        (code, output, _) = await Ask(host, "inquire", "ipg-channel", "8673019999999999");
        Assert.Equal(1, code);
        Assert.Contains("BILLER_BILL_NOT_FOUND", output, StringComparison.Ordinal);

        (code, _, errors) = await Ask(host, "inquire", "ipg-channel", "014", "8673011234567890");
        Assert.Equal(2, code);
        Assert.Contains("inquire ipg-channel NUMBER", errors, StringComparison.Ordinal);
        (code, _, errors) = await Ask(host, "inquire", "sento", "008");
        Assert.Equal(2, code);
        Assert.Contains("Whose account", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ipg-channel", Ipg.StrictKey, "/api/v2/ch/inquiry",
        """{"va_number":"8673011234567890","ref_id":"4711","transaction_date":"2024-12-30 20:45:50"}""")]
    [InlineData("ipg-biller", Ipg.BillerKey, "/api/v2/gw/bill",
        """
        {"prefix":"867301","va_number":"0000000777","type":"close","name":"Uji","customer_name":"Uji Coba",
        "components":[{"name":"Uji","qty":1,"price":1000,"total":1000}],"total_amount":1000}
        """)]
    public async Task What_IPG_signs_is_the_body_and_the_curl_is_welcome(
        string dialect, string key, string path, string body)
    {
        await using var host = await Host();
        var (code, output, errors) = await Ask(host, "sign", dialect, "--path", path, "--body", body, "--json");

        Assert.Equal((0, ""), (code, errors));
        var signed = JsonElement.Parse(output);
        Assert.Equal(body, signed.Text("string_to_sign"));
        Assert.Equal(
            Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(body))),
            signed.Text("signature"));
        Assert.Matches("20[01]$", await Sent($"{signed.Text("curl")} -w '%{{http_code}}'"));
    }

    static async Task<HostProcess> Host() =>
        await HostProcess.Start(("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));

    static Task<(int Code, string Output, string Errors)> Ask(HostProcess host, params string[] arguments) =>
        HostProcess.Run("", [.. arguments, "--url", $"{host.Address}"]);

    static async Task<string> Sent(string command)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return output.Trim();
    }
}
