using System.Collections.Concurrent;
using System.Diagnostics;
using Periksa.Bench.Snap;

namespace Periksa.Bench.Providers;

/// <summary>What callers hear while the first of two providers accepts questions and never answers.</summary>
/// <param name="Asked">All questions, of Sento's callers and SNAP's in turn, about several banks.</param>
/// <param name="InTime">Those answered by a name or "later" within their dialect's budget and a little.</param>
/// <param name="Later">Those asked when the gateway has had time to find out.</param>
/// <param name="Final">Those of them that were answered with a name.</param>
sealed record BesideHung(int Asked, int InTime, int Later, int Final)
{
    const string Quiet = "009";   // whose provider does well, for the warm-up

    static readonly string[] Banks = ["002", "008", "013", "014", "022"];
    static readonly TimeSpan Beyond = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan FoundOutWithin = TimeSpan.FromSeconds(5);

    public static async Task<BesideHung> Measure(Place place, Pace pace)
    {
        using var hung = new SilentPort();
        await using var good = await Routed.Upstream(place);
        await using var gateway = await Routed.Gateway(place, "periksa_beside_hung",
            $$"""
            "Connectors": { {{Routed.Sento("hung", hung.Address)}}, {{Routed.Sento("good", good.Address)}} },
            "Routes": [ { "Banks": [ "{{Quiet}}" ], "Use": [ "good" ] },
                        { "Banks": [ "*" ], "Use": [ "hung", "good" ] } ]
            """);

        using var sento = new SentoAsker(gateway.Address);
        using var snap = await SnapAsker.Connect(place, gateway, SnapDialect.Standard);
        Asker[] askers = [sento, snap];
        await Ask(turn => askers[turn % askers.Length].Find(Quiet), pace.WarmSeconds);

        var answers = new ConcurrentQueue<Answer>();
        var start = Stopwatch.GetTimestamp();
        await Ask(turn => Hear(askers[turn % askers.Length], Banks[turn % Banks.Length], start, answers),
            pace.HungSeconds);

        var (others, slowest) = (answers.Count(one => one.Heard is Heard.Other), answers.Max(one => one.Took));
        Console.WriteLine(Table.Text($"  {others:N0} heard neither, the slowest waited {slowest.TotalSeconds:F2} s"));
        Answer[] later = [.. answers.Where(answer => answer.At >= FoundOutWithin)];
        return new(
            answers.Count, answers.Count(answer => answer.IsInTime),
            later.Length, later.Count(answer => answer is { IsInTime: true, Heard: Heard.Found }));
    }

    static Task<Load> Ask(Func<int, Task> ask, int seconds)
    {
        var asked = -1;
        return OpenLoop.Run(() => ask(++asked), Pace.BesideHungPerSecond, seconds);   // from one thread
    }

    static async Task Hear(Asker asker, string bank, long start, ConcurrentQueue<Answer> answers)
    {
        var asked = Stopwatch.GetTimestamp();
        var heard = await asker.Ask(bank);
        var took = Stopwatch.GetElapsedTime(asked);
        var isInTime = heard is not Heard.Other && took <= asker.Budget + Beyond;
        answers.Enqueue(new(Stopwatch.GetElapsedTime(start, asked), heard, took, isInTime));
    }

    readonly record struct Answer(TimeSpan At, Heard Heard, TimeSpan Took, bool IsInTime);
}
