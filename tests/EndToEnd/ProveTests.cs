using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>The proof as an operator runs it, beside a host and alone.</summary>
public sealed class ProveTests
{
    [Fact]
    public async Task Finds_what_is_wrong_says_so_and_ends_with_1()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await Prove.AssertNoDifference(database);

        await Count.Ask<int>(
            database,
            """
            update ledger_accounts set balance = balance + 1
            where purpose = 'deposit' and owner = 'toko-maju' returning 1
            """);
        var (exitCode, output, errors) = await Prove.Run(database);

        Assert.Equal(1, exitCode);
        Assert.Contains("account toko-maju:deposit has a balance of 50000001 sen", output, StringComparison.Ordinal);
        Assert.EndsWith("\n1 differences", output, StringComparison.Ordinal);
        Assert.Contains("differ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looks_at_a_private_database_while_its_host_runs_and_when_nobody_does()
    {
        var folder = TestServer.TemporaryFolder();
        (string, string)[] settings = [("PERIKSA_DATA", folder)];

        await using (await HostProcess.Start(settings))
            Assert.Equal(0, (await HostProcess.Run("", settings, "prove")).ExitCode);

        Assert.Equal(0, (await HostProcess.Run("", settings, "prove")).ExitCode);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Compares_with_heads_that_were_kept_elsewhere()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));

        var (exitCode, output, _) = await Prove.Run(database, "--head", $"2025-01-01={new string('a', 64)}");

        Assert.Equal(1, exitCode);
        Assert.Contains("day 2025-01-01 should be sealed with head aaaa", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-01-01")]
    [InlineData("2025-01-01=abc")]
    [InlineData("yesterday=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("2025-01-01=zaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Says_how_a_head_is_written(string head)
    {
        var (exitCode, _, errors) = await Prove.Run("Host=/nowhere/at/all;Database=none", "--head", head);

        Assert.Equal(1, exitCode);
        Assert.Contains("--head takes a day and the 64 digits", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=/nowhere/at/all;Database=none", "ConnectionStrings__Periksa")]
    [InlineData("rubbish", "ConnectionStrings__Periksa")]
    public async Task Says_what_it_needs(string database, string setting)
    {
        var (exitCode, _, errors) = await Prove.Run(database);

        Assert.Equal(1, exitCode);
        Assert.Contains(setting, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_database_has_no_books_yet()
    {
        var (exitCode, _, errors) = await Prove.Run(await TestServer.CreateEmptyDatabase());

        Assert.Equal(1, exitCode);
        Assert.Contains("start a host on it once", errors, StringComparison.Ordinal);
    }
}
