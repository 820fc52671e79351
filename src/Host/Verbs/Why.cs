using System.CommandLine;
using System.Text.Json;
using Periksa.Inquiries.Routing;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa inquiry why ID</c>, and <c>periksa why ID</c> as before: how an inquiry came by its
/// answer.</summary>
static class Why
{
    public static Command Verb()
    {
        var id = new Argument<string>("ID")
        {
            Description = "The inquiry's id, as its caller was told: Sento's id, SNAP's referenceNo.",
        };
        var json = new Option<bool>("--json") { Description = "Prints JSON; amounts are in sen." };
        return new Command("why", "Tells how an inquiry came by its answer: who was asked, what it cost, who was not.")
            { id, json }
            .Does((given, interrupted) => Run(given.GetValue(id)!, given.GetValue(json), interrupted))
            .WithExamples("periksa inquiry why 019ad6d5-5c1e-7a3b-9d4e-2f60718293a4");
    }

    static async Task Run(string text, bool isJson, CancellationToken interrupted)
    {
        await using var database = await Savings.Beside(interrupted, isQuiet: isJson);
        var found = Guid.TryParse(text, out var id)
            ? await Explanation.Find(database.Source, new(id), interrupted)
            : null;

        if (found is null)
            throw new SettingsException($"No inquiry '{text}' is kept here: is that the id that its caller was told?");

        if (isJson)
            JsonOutput.Write(json => Write(json, found));
        else
            Console.WriteLine(found);
    }

    static void Write(Utf8JsonWriter json, Explanation found)
    {
        json.WriteStartObject();
        json.WriteString("id", found.Id);
        json.WriteString("at", found.At);
        json.WriteString("dialect", found.Dialect);
        json.WriteString("partner", found.Partner);
        json.WriteString("bank", found.Bank);
        json.WriteString("account", found.MaskedAccount);
        json.WriteString("outcome", found.Outcome);
        json.WriteString("sentence", found.ToString());
        json.WriteStartArray("routes");
        foreach (var step in found.Steps)
            Write(json, step);

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, ExplainedStep step)
    {
        json.WriteStartObject();
        json.WriteString("route", step.Route);
        json.WriteString("kind", step.Kind);
        json.WriteString("skipped", step.Skipped);
        WriteTime(json, "asked_at", step.AskedAt);
        WriteTime(json, "heard_at", step.HeardAt);
        json.WriteString("outcome", step.Outcome);
        json.WriteNumber("price", step.Price);
        json.WriteNumber("saved", step.Saved);
        if (step.Age is { } age)
            json.WriteNumber("age_seconds", Math.Round(age.TotalSeconds, 3));
        else
            json.WriteNull("age_seconds");

        if (step.Agrees is { } agrees)
            json.WriteBoolean("agrees", agrees);
        else
            json.WriteNull("agrees");

        json.WriteString("quality", step.Quality);
        json.WriteBoolean("suspected", step.Suspected);
        WriteTime(json, "handle_until", step.HandleUntil);

        json.WriteEndObject();
    }

    static void WriteTime(Utf8JsonWriter json, string name, DateTime? at)
    {
        if (at is { } time)
            json.WriteString(name, time);
        else
            json.WriteNull(name);
    }
}
