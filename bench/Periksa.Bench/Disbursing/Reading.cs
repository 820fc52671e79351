namespace Periksa.Bench.Disbursing;

/// <summary>How many times a second it is said where a disbursement is: with few stored, beside the plain way with
/// as few, and with a great many.</summary>
sealed record Reading(Series Plain, Series Periksa, Series Full)
{
    // The plain way knows one token, by heart.
    const string PlainToken = "plain-token-of-toko-maju";

    public static async Task<Reading> Measure(Place place, Pace pace, Rounds rounds)
    {
        await using var plainHost = await Peers.PlainHost(place);
        await using var fewHost = await Peers.Host(place, Databases.Sent);
        await using var fullHost = await Peers.Host(place, Databases.SentFull);

        var payer = new Payer();
        var account = payer.Credential;
        await Stored.Fill(place, Databases.Plain, account, Pace.FewStored);
        await Stored.Fill(place, Databases.Sent, account, Pace.FewStored);
        await Stored.Fill(place, Databases.SentFull, account, pace.History);

        var plain = new Reader(place, plainHost, account, () => Task.FromResult(PlainToken), Pace.FewStored);
        var few = new Reader(place, fewHost, account, () => payer.AskToken(fewHost), Pace.FewStored);
        var full = new Reader(place, fullHost, account, () => payer.AskToken(fullHost), pace.History);

        Reader[] all = [plain, few, full];
        foreach (var reader in all)
        {
            await reader.Check();
            await reader.Ask(pace.WarmSeconds);
        }

        var loads = await rounds.Run(
            Pace.ReadingRounds,
            new("plain", () => plain.Ask(pace.RoundSeconds)),
            new("Periksa, few stored", () => few.Ask(pace.RoundSeconds)),
            new("Periksa, many stored", () => full.Ask(pace.RoundSeconds)));

        return new(loads[0], loads[1], loads[2]);
    }
}
