using System.Diagnostics;
using Dapper;
using Npgsql;
using Periksa.Bench.Snap;
using Periksa.Bench.Trials;

namespace Periksa.Bench.Providers;

/// <summary>Many questions that their provider answers later, all open at once.</summary>
/// <param name="Found">Those that ended with the name; the others' time was up before.</param>
/// <param name="Seconds">From when the provider knew the answers until none was open.</param>
/// <param name="Idle">The gateway's resident memory before, in MB.</param>
/// <param name="Most">The most of it until none was open.</param>
sealed record Lateness(int Asked, int Found, double Seconds, double Idle, double Most)
{
    const string Database = "periksa_late";
    const string Bank = "014";
    const int AskedAtOnce = 256;

    const string CountOpen = "select count(*) from open_inquiries";
    const string CountEnded = """
        select count(*)::int, (count(*) filter (where outcome = 'found'))::int
        from inquiries where dialect = 'ifortepay' and outcome is not null
        """;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<Lateness> Measure(Place place)
    {
        await using var upstream = await Routed.Upstream(place);
        var key = Path.Combine(place.Repository, "sandbox", "toko-maju.private.pem");
        await using var gateway = await Routed.Gateway(place, Database,
            $$"""
            "Connectors": { {{Routed.Snap("provider", upstream.Address, key)}} },
            "Routes": [ { "Banks": [ "*" ], "Use": [ "provider" ] } ]
            """);
        await InquiryTrials.CallNobody(place, Database);
        await Task.Delay(Pace.Idle);
        var (idle, most) = (gateway.ResidentMegabytes, 0.0);

        using var asker = await SnapAsker.Connect(place, gateway, SnapDialect.IFortepay);
        using var over = new CancellationTokenSource();
        var weighing = Weigh();
        await Parallel.ForAsync(
            0, Pace.LateQuestions, new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce },
            async (_, _) => await HearLater(asker));

        await using var connection = new NpgsqlConnection(place.Connection(Database));
        if (await connection.QuerySingleAsync<int>(CountOpen) is var open and not Pace.LateQuestions)
            throw new InvalidOperationException($"Of {Pace.LateQuestions} late inquiries, {open} were open at once.");

        var watch = Stopwatch.StartNew();
        await Routed.Release(upstream);
        while (await connection.QuerySingleAsync<int>(CountOpen) is var left and > 0)
        {
            if (watch.Elapsed > Patience)
                throw new InvalidOperationException($"{left} late inquiries never ended.");

            await Task.Delay(Pause);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        await over.CancelAsync();
        await weighing;
        var (ended, found) = await connection.QuerySingleAsync<(int, int)>(CountEnded);
        return ended == Pace.LateQuestions
            ? new(ended, found, seconds, idle, most)
            : throw new InvalidOperationException($"Of {Pace.LateQuestions} late inquiries, {ended} have an end.");

        async Task Weigh()
        {
            while (!over.IsCancellationRequested)
            {
                most = Math.Max(most, gateway.ResidentMegabytes);
                await Task.Delay(Pause);
            }
        }
    }

    static async Task HearLater(SnapAsker asker)
    {
        if (await asker.Ask(Bank) is var heard and not Heard.Later)
            throw new InvalidOperationException($"A question that is answered later heard {heard} at once.");
    }
}
