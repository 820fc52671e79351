using Periksa.Bench.Snap;
using Periksa.Bench.Trials;

namespace Periksa.Bench.Providers;

/// <summary>What is added to a provider's 20 ms by those who ask it for others: a proxy that only passes on, and
/// Periksa, which writes an inquiry down once for Sento's callers and twice for SNAP's.</summary>
sealed record Added(Series Direct, Series Proxy, Series Sento, Series Snap)
{
    const string Database = "periksa_routed";
    const string Bank = "014";

    public static async Task<Added> Measure(Place place, Pace pace, Rounds rounds)
    {
        await using var upstream = await Routed.Upstream(place);
        await using var proxy = await Routed.Proxy(place, upstream);
        await using var gateway = await Routed.Gateway(place, Database,
            $$"""
            "Connectors": { {{Routed.Sento("provider", upstream.Address)}} },
            "Routes": [ { "Banks": [ "*" ], "Use": [ "provider" ] } ]
            """);

        using var direct = new SentoAsker(upstream.Address);
        using var passed = new SentoAsker(proxy.Address);
        using var sento = new SentoAsker(gateway.Address);
        using var snap = await SnapAsker.Connect(place, gateway, SnapDialect.Standard);
        foreach (var asker in (Asker[])[direct, passed, sento, snap])
            await Ask(asker, pace.WarmSeconds);

        var loads = await rounds.Run(
            Pace.AddedRounds,
            new("the provider itself", () => Ask(direct, pace.SteadySeconds)),
            new("by a proxy", () => Ask(passed, pace.SteadySeconds)),
            new("by Periksa, Sento", () => Ask(sento, pace.SteadySeconds)),
            new("by Periksa, SNAP", () => Ask(snap, pace.SteadySeconds)));

        var each = Pace.SteadyPerSecond * (pace.WarmSeconds + (pace.SteadySeconds * Pace.AddedRounds));
        await InquiryTrials.CheckStored(place, Database, "sento", each);
        await InquiryTrials.CheckStored(place, Database, "snap", each);
        return new(loads[0], loads[1], loads[2], loads[3]);

        static Task<Load> Ask(Asker asker, int seconds) =>
            OpenLoop.Run(() => asker.Find(Bank), Pace.SteadyPerSecond, seconds);
    }

    /// <summary>What one adds for each millisecond of the proxy's.</summary>
    /// <remarks>Of the two middles: within a round the proxy may add nothing that can be told from the noise, and
    /// dividing by that says nothing.</remarks>
    public double RatioToProxy(Series through, Func<Load, double> wait) =>
        through.DifferenceTo(Direct, wait) / Proxy.DifferenceTo(Direct, wait);
}
