namespace Periksa.Bench;

/// <summary>What a long history costs: the same host over a full day and over an empty one.</summary>
sealed record History(Series Full, Series Empty)
{
    public static async Task<History> Measure(
        Place place, Pace pace, Rounds rounds, Peers peers, Tally periksa, Tally full)
    {
        await using var host = await Peers.Host(place, Databases.Full);
        await Databases.Fill(place, pace.History);
        full.Add(pace.History);
        await AskFull(pace.WarmSeconds);

        var loads = await rounds.Run(
            Pace.HistoryRounds,
            new("over a full day", () => AskFull(pace.RoundSeconds)),
            new("over an empty one", AskEmpty));

        return new(loads[0], loads[1]);

        async Task<Load> AskFull(int seconds)
        {
            var load = await Wrk.Run(place, host, seconds);
            full.Add(load.Requests);
            return load;
        }

        async Task<Load> AskEmpty()
        {
            await periksa.Check();
            await Databases.Empty(place);
            var load = await Wrk.Run(place, peers.Periksa, pace.RoundSeconds);
            periksa.Add(load.Requests);
            return load;
        }
    }
}
