using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Callbacks;
using Periksa.Operators;
using Periksa.Operators.Messages;
using Periksa.Partners;
using Periksa.Partners.Misses;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa callback test</c>: posts a callback that is a test, and shows what came of it; ends with 1 where
/// it was not taken.</summary>
static class CallbackTestVerb
{
    public static Command Verb()
    {
        var dialect = new Argument<string>("DIALECT") { Description = "The credential's dialect, e.g. ifortepay." };
        var name = new Argument<string>("NAME") { Description = "The credential's name, e.g. MCPD00000012." };
        var url = new Option<string?>("--url")
        {
            Description = "Posts it there instead of where the credential is called back.",
            HelpName = "URL",
        };
        var (json, reason) = (Given.Json(), Given.Reason());
        return new Command(
            "test",
            "Posts one signed callback that says it is a test, and shows what came of it; ends with 1 if it was not "
            + "taken.")
            {
                dialect, name, url, json, reason,
            }
            .Does((given, interrupted) => Run(
                given.GetValue(dialect)!, given.GetValue(name)!, given.GetValue(url), given.GetValue(json),
                given.GetValue(reason), interrupted))
            .WithExamples(
                "periksa callback test ifortepay MCPD00000012",
                "periksa callback test singapay 8kqt-4n2v --url https://partner.example/new-callback");
    }

    static async Task Run(
        string dialect, string name, string? url, bool isJson, string? reason, CancellationToken interrupted)
    {
        await using var desk = await Desk.Open(interrupted, isQuiet: isJson);
        var clock = await desk.Clock();
        using var memory = new ReferenceCache(
            desk.Database.Watch, new MissBudgets(), desk.Seals(), clock, NullLogger<ReferenceCache>.Instance,
            served: Composition.KnownDialects);
        await memory.Refresh(interrupted);
        await using var dialects = CallerWords.Dialects(memory, clock);
        using var post = new TestCallback(
            memory, dialects.GetServices<ICallbackDialect>(), Options(Settings.Builder().Configuration), clock);
        var tested = (await new CallbackTrial(desk.Database.Source, post).Post(
            Desk.Actor, dialect, name, url, reason, interrupted)).OrRefuse();
        if (isJson)
            JsonOutput.Write(tested, OperatorsJson.Plain.TestedCallback);
        else
            Print(tested);

        if (!tested.IsDelivered)
            throw new SettingsException($"The callback was not taken. {tested.Advice}");
    }

    // As the courier has them; an inbox is at the host that runs with these settings.
    static CourierOptions Options(IConfiguration settings) => new()
    {
        IsSandbox = Settings.Mode(settings) is Mode.Sandbox,
        Served = () => Uri.TryCreate(Settings.Url(settings), UriKind.Absolute, out var served) ? served : null,
        Permitted = Settings.Networks(settings, "Periksa:Callbacks:Permitted"),
    };

    static void Print(TestedCallback tested) => Table.WriteFields(
        ("posted to", tested.Url),
        ("about", tested.Reference),
        ("answered", tested.Status is { } status ? FormattableString.Invariant($"{status}") : tested.Error),
        ("within", FormattableString.Invariant($"{tested.Milliseconds} ms")),
        ("answer", string.IsNullOrEmpty(tested.Answer) ? null : tested.Answer),
        ("taken", tested.IsDelivered ? "yes" : "no"));
}
