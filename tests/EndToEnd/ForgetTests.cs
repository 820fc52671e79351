using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Old days are forgotten as an operator has it done: by hand, and by the hosts every day.</summary>
public sealed class ForgetTests
{
    const string OldInquiry = """
        insert into inquiries (day, id, at, dialect, partner, bank_code, account_number, outcome)
        values ('2025-03-01', @id, @at, 'ifortepay', 'toko-maju', '014', '1', 'not-found') returning 1
        """;

    const string OldTables = "select count(*)::int from pg_class where relname ~ '_2025030[12]$' and relkind = 'r'";

    [Fact]
    public async Task By_hand_counted_first_and_beside_a_host()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await Make(database);

        var (code, output, errors) = await Run(database, "--before", "2025-03-02", "--dry-run");
        Assert.True(code == 0, output + errors);
        Assert.Contains("inquiries of 2025-03-01: would forget 1", output, StringComparison.Ordinal);
        Assert.Equal(8, await Count.Ask<int>(database, OldTables));

        (code, output, errors) = await Run(database, "--before", "2025-03-02");
        Assert.True(code == 0, output + errors);
        Assert.EndsWith("\n4 forgotten, 0 kept", output, StringComparison.Ordinal);
        Assert.Equal(4, await Count.Ask<int>(database, OldTables));

        Assert.Equal("000", (await Sento.Toko(host).Inquire()).Code);
        await Prove.AssertNoDifference(database);
    }

    [Theory]
    [InlineData(2, "2026-13-01", "--before", "2026-13-01")]
    [InlineData(2, "--before")]
    [InlineData(1, "before today", "--before", "2999-01-01")]
    public async Task Says_what_it_needs(int exitCode, string said, params string[] arguments)
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));

        var (code, _, errors) = await Run(database, arguments);

        Assert.Equal(exitCode, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_the_hosts_where_a_setting_says_for_how_long()
    {
        var database = await TestServer.CreateDatabase();
        await using (await HostProcess.Start(("ConnectionStrings__Periksa", database)))
            await Make(database);

        await using (await HostProcess.Start(("ConnectionStrings__Periksa", database)))
            Assert.Equal(8, await Count.Ask<int>(database, OldTables));   // for ever, where nothing is set

        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", database), ("Periksa__Retention__Days", "90"));
        await Eventually.Is(async () => await Count.Ask<int>(database, OldTables) == 0);
    }

    static async Task Make(string database)
    {
        var at = new DateTimeOffset(2025, 3, 1, 5, 0, 0, TimeSpan.Zero);
        await Count.Ask<int>(database, "select count(*)::int from make_days('2025-03-01', '2025-03-02')");
        await Count.Ask<int>(database, OldInquiry, new { id = Guid.CreateVersion7(at), at = at.UtcDateTime });
    }

    static Task<(int ExitCode, string Output, string Errors)> Run(string database, params string[] arguments) =>
        HostProcess.Run("", [("ConnectionStrings__Periksa", database)], ["forget", .. arguments]);
}
