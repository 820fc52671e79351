using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Resealing;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa reseal</c>: has everything that lies sealed under former master keys lie under the current one,
/// beside hosts that serve; ends with 1 if something cannot be opened.</summary>
static class Reseal
{
    // Some places say what is wrong; thousands of them say no more.
    const int PlacesShown = 10;

    static readonly Option<bool> Json = Given.Json();
    static readonly Option<string?> Reason = Given.Reason();

    public static Command Verb() =>
        new Command(
            "reseal",
            "Seals anew, with Periksa__MasterKey, what lies under Periksa__FormerMasterKeys; ends with 1 if something "
            + "opens with none of them.")
        {
            Json, Reason,
        }
        .Does((given, interrupted) => Run(given.GetValue(Json), given.GetValue(Reason), interrupted))
        .WithExamples("periksa reseal", "periksa reseal --reason '2026a was in a backup that got out' --json");

    static async Task Run(bool isJson, string? reason, CancellationToken interrupted)
    {
        await using var desk = await Desk.Open(interrupted, isQuiet: isJson);
        var keys = desk.GivenSeals();
        var sealing = new SecretResealing(desk.Database.Source, () => keys);
        var done = (await sealing.Reseal(
            Desk.Actor, reason, tell: batch => Tell(batch, isJson), interrupted)).OrRefuse();
        if (isJson)
            JsonOutput.Write(done, OperatorsJson.Plain.ResealedEntry);
        else
            Print(done);

        if (done.Unopened.Count > 0)
        {
            throw new SettingsException(
                $"No master key that is given here opens {done.Unopened.Count} secrets: {Listed(done.Unopened)}. Add "
                + "the key that has sealed them to Periksa__FormerMasterKeys and run this again, or rotate those "
                + "credentials; token_keys and provider_tokens are replaced by the hosts in time.");
        }
    }

    static Task Tell(ResealedEntry batch, bool isJson)
    {
        if (!isJson)
            Console.WriteLine($"{batch.Count} sealed anew: {Counts(batch.Columns)}");

        return Task.CompletedTask;
    }

    static void Print(ResealedEntry done)
    {
        Console.WriteLine(done.Count == 0
            ? $"Nothing was left to seal anew: {done.Before} secrets are under {done.Key}."
            : $"{done.Count} secrets are under {done.Key} now ({Counts(done.From)}), beside {done.Before} that were.");
        if (done.Others.Count > 0)
        {
            Console.WriteLine(
                $"Still sealing with another key: {Listed(done.Others)}. Start these hosts with {done.Key} as their "
                + "Periksa__MasterKey, and run this once more.");
        }
    }

    static string Counts(IReadOnlyDictionary<string, int> counts) => string.Join(
        ", ", counts.Select(one => FormattableString.Invariant($"{one.Value} of {one.Key}")));

    static string Listed(IReadOnlyList<string> all) =>
        string.Join(", ", all.Take(PlacesShown)) + (all.Count > PlacesShown ? ", …" : "");
}
