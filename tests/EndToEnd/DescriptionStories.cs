using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Periksa.Tests.Support.Descriptions;

namespace Periksa.EndToEnd.Tests;

/// <summary>What a newcomer reads and sends first: the descriptions, and the collection that signs by itself.</summary>
public sealed partial class DescriptionStories(SandboxTests.Sandbox sandbox) : IClassFixture<SandboxTests.Sandbox>
{
    [Theory]
    [InlineData("sento", "/")]
    [InlineData("oy", "/oy")]
    [InlineData("ifortepay", "/api/v1.0")]
    [InlineData("paydia", "/snap/v1.0")]
    [InlineData("snap", "/openapi")]
    [InlineData("singapay", "/")]
    [InlineData("ipg-channel", "/")]
    [InlineData("ipg-biller", "/")]
    public async Task Each_dialect_is_described(string dialect, string server)
    {
        var text = await sandbox.Host.Client.GetStringAsync($"/docs/{dialect}.json");
        var document = JsonDocument.Parse(text).RootElement;

        Assert.Empty(OpenApiForm.FindFault(document));
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        Assert.Equal(server, document.GetProperty("servers")[0].GetProperty("url").GetString());
    }

    /// <summary>Whatever the page loads comes from this host, and its policy says so to the browser.</summary>
    [Fact]
    public async Task The_page_asks_nobody_else()
    {
        using var reply = await sandbox.Host.Client.GetAsync("/docs/");
        var page = await reply.Content.ReadAsStringAsync();
        var loaded = Loaded.Matches(page).Select(one => one.Groups[1].Value).ToArray();

        Assert.True(reply.IsSuccessStatusCode);
        Assert.StartsWith(
            "default-src 'self';",
            Assert.Single(reply.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal);
        Assert.NotEmpty(loaded);
        Assert.All(loaded, source => Assert.DoesNotContain("//", source, StringComparison.Ordinal));
    }

    /// <summary>It needs <c>node</c>, which signs without a line of ours.</summary>
    [Fact]
    public async Task The_collection_is_answered()
    {
        var start = new ProcessStartInfo("node", [$"{SnapPartner.SandboxFolder}/bruno/try.js"])
        {
            Environment = { ["PERIKSA_URL"] = sandbox.Host.Address.ToString().TrimEnd('/') },
            RedirectStandardOutput = true,
        };

        using var script = Process.Start(start)!;
        var output = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();

        Assert.DoesNotContain("FAILED", output, StringComparison.Ordinal);
        Assert.Equal(0, script.ExitCode);
    }

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Loaded { get; }
}
