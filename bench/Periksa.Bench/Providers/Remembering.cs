using System.Data;
using System.Globalization;
using Dapper;
using Npgsql;
using Periksa.Bench.Trials;

namespace Periksa.Bench.Providers;

/// <summary>How many inquiries a second are answered by what is remembered of a great many accounts, and by the
/// sandbox's own bank, which the same host has in memory. The provider must not be asked.</summary>
sealed record Remembering(Series Remembered, Series Sandbox)
{
    const string Database = "periksa_remembering";
    const long FirstAccount = 1_000_000_000;

    const string Fill = """
        insert into remembered_answers (
            bank_code, account_number, outcome, holder_name, connector, asked_at, learned_at)
        select '014', (@first + n)::text, 'found', 'John Doe', 'provider', now(), now()
        from generate_series(0, @rows - 1) n
        """;

    // A server that has been up for a while has read what it is asked about; without this, the first rounds do.
    const string Warm = """
        create extension pg_prewarm;
        select pg_prewarm('remembered_answers'), pg_prewarm('remembered_answers_pkey')
        """;

    public static async Task<Remembering> Measure(Place place, Pace pace, Rounds rounds)
    {
        await using var upstream = await Routed.Upstream(place);
        await using var gateway = await Routed.Gateway(place, Database,
            $$"""
            "Connectors": { {{Routed.Sento("provider", upstream.Address)}} },
            "Routes": [ { "Banks": [ "014" ], "Use": [ "provider" ] } ],
            "Answers": { "RememberFound": "24:00:00" }
            """);
        await Remember(place, pace.RememberedAnswers);

        var acknowledged = 0L;
        await AskRemembered(pace.WarmSeconds);
        await AskSandbox(pace.WarmSeconds);
        var loads = await rounds.Run(
            Pace.RememberedRounds,
            new("remembered", () => AskRemembered(pace.RoundSeconds)),
            new("the sandbox's own", () => AskSandbox(pace.RoundSeconds)));

        if (await Routed.Asked(upstream) is var asked and > 0)
            throw new InvalidOperationException($"A provider was asked {asked} times for what is remembered.");

        await InquiryTrials.CheckStored(place, Database, "sento", acknowledged);
        return new(loads[0], loads[1]);

        Task<Load> AskRemembered(int seconds) => Ask("014", FirstAccount, pace.RememberedAnswers, seconds);
        Task<Load> AskSandbox(int seconds) => Ask("008", first: 12341234, accounts: 1, seconds);

        async Task<Load> Ask(string bank, long first, long accounts, int seconds)
        {
            var load = await Wrk.Run(
                place, gateway, seconds, "accounts.lua", bank, Text(first), Text(accounts), Text(Random.Shared.Next()));
            acknowledged += load.Requests;
            return load;
        }
    }

    static async Task Remember(Place place, long rows)
    {
        await using var connection = new NpgsqlConnection(place.Connection(Database));
        await connection.ExecuteAsync(Fill, new { first = FirstAccount, rows });
        await connection.ExecuteAsync("vacuum analyze remembered_answers");
        await connection.ExecuteAsync(Warm);
        await connection.ExecuteAsync("checkpoint", commandType: CommandType.Text);   // one word looks like a procedure
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
