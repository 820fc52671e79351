using System.Diagnostics;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What an operator sees without opening psql.</summary>
public sealed class MetricsStories
{
    static readonly string[] Promised =
    [
        "periksa_refusals_total", "periksa_callbacks_waiting", "periksa_callbacks_parked",
        "periksa_callbacks_oldest_seconds", "periksa_open_inquiries", "periksa_open_payouts",
        "periksa_inquirylog_queue", "periksa_unpaid_invoices", "periksa_memory_age_seconds",
        "periksa_clock_skew_seconds", "periksa_days_ahead",
        "periksa_unopened_secrets", "periksa_proof_differences", "periksa_deposits_low", "periksa_figures_age_seconds",
        "periksa_inquiries_total", "periksa_database_standbys",
    ];

    [Fact]
    public async Task Has_every_backlog_by_its_name_and_refusals_by_dialect_code_and_partner()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        await Sento.Toko(host).Inquire();
        await new Sento(host.Client, "tokomaju", "wrong").Inquire();
        await new Sento(host.Client, "nobody", "wrong").Inquire();
        await new Sento(host.Client, "nobody-else", "wrong").Inquire();

        var metrics = await Metrics.Scrape(host);
        Assert.All(Promised, name => Assert.Contains(name, metrics.Names));
        Assert.Equal(1, metrics["periksa_refusals_total", "code=\"208\",dialect=\"sento\",partner=\"toko-maju\""]);
        Assert.Equal(2, metrics["periksa_refusals_total", "code=\"201\",dialect=\"sento\",partner=\"none\""]);
        Assert.Equal(7, metrics["periksa_days_ahead"]);
        Assert.Equal(0, metrics["periksa_unopened_secrets"]);
        Assert.True(double.IsNaN(metrics["periksa_proof_differences"]));
        Assert.DoesNotContain("12341234", metrics.Text);
        Assert.DoesNotContain("nobody-else", metrics.Text);
        Assert.DoesNotContain("Password", metrics.Text);
    }

    [Fact]
    public async Task Counts_what_waits_in_the_database_and_what_a_proof_found()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", database), ("Periksa__Metrics__Seconds", "1"),
            ("Periksa__Metrics__LowDeposit", "1000000000000"));
        var before = await Metrics.Scrape(host);

        await Count.Ask<int>(database, """
            insert into callback_messages (dialect, credential, subject, body, created_at, due_at)
            select 'ifortepay', 'nobody', gen_random_uuid(), '', now() - interval '1 hour', now() + interval '1 day'
            from generate_series(1, 3);
            select 1
            """);
        await Count.Ask<int>(database, """
            insert into callback_ended (id, dialect, credential, subject, body, created_at, ended_at, state, attempts)
            select -n, 'ifortepay', 'nobody', gen_random_uuid(), '', now(), now(), 'parked', 9
            from generate_series(1, 2) n;
            select 1
            """);
        await Count.Ask<int>(database, """
            insert into invoices (partner, day, amount, lines)
            values ('toko-maju', date '2020-01-01', 100, 1) returning 1
            """);
        await Count.Ask<int>(database, """
            update ledger_accounts set balance = balance + 1
            where purpose = 'deposit' and owner = 'toko-maju' returning 1
            """);
        Assert.Equal(1, (await Prove.Run(database)).ExitCode);

        await Eventually.Is(async () => (await Metrics.Scrape(host))["periksa_proof_differences"] > 0);
        var after = await Metrics.Scrape(host);
        Assert.Equal(3, after["periksa_callbacks_waiting"] - before["periksa_callbacks_waiting"]);
        Assert.Equal(2, after["periksa_callbacks_parked"] - before["periksa_callbacks_parked"]);
        Assert.InRange(after["periksa_callbacks_oldest_seconds"], 3600, 4000);
        Assert.Equal(1, after["periksa_unpaid_invoices"]);
        Assert.InRange(after["periksa_deposits_low"], 1, 100);
        Assert.InRange(after["periksa_proof_age_seconds"], 0, 60);
        Assert.InRange(after["periksa_figures_age_seconds"], 0, 10);
        Assert.Equal(
            await Count.Ask<long>(database, "select differences from proof_results order by id desc limit 1"),
            after["periksa_proof_differences"]);
    }

    [Fact]
    public async Task Answers_at_once_while_the_database_is_away_and_says_how_old_its_figures_are()
    {
        await using var server = await Node.Create(TestServer.TemporaryFolder());
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", server.ConnectionString), ("Periksa__Metrics__Seconds", "1"));
        server.Stop("immediate");
        await Task.Delay(TimeSpan.FromSeconds(5));

        var patience = Stopwatch.StartNew();
        var metrics = await Metrics.Scrape(host);
        Assert.InRange(patience.Elapsed.TotalSeconds, 0, 1);
        Assert.InRange(metrics["periksa_figures_age_seconds"], 3, 60);
        Assert.InRange(metrics["periksa_memory_age_seconds"], 3, 60);
    }

    [Theory]
    [InlineData("Periksa__Metrics__Seconds", "0")]
    [InlineData("Periksa__Metrics__LowDeposit", "-1")]
    public async Task A_setting_that_makes_no_sense_is_refused(string name, string value)
    {
        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), (name, value));

        Assert.Equal(1, code);
        Assert.Contains(name, said);
    }
}
