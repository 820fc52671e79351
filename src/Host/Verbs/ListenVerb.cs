using System.CommandLine;
using System.Text;
using System.Text.Json;
using Periksa.Host.Asking;
using Periksa.Wire.Http;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa listen</c>: receives callbacks as a caller does, and says whether they are signed.</summary>
static class ListenVerb
{
    static readonly Option<int> Port = new("--port")
    {
        Description = "The port on this machine; 0 for any that is free.",
        HelpName = "PORT",
        DefaultValueFactory = _ => 9090,
    };

    static readonly Option<string[]> Credentials = new("--credential")
    {
        Description = "What 'periksa credential issue … --json' printed, once for each; else Toko Maju's.",
        HelpName = "FILE",
    };

    static readonly Option<string?> Registered = new("--as")
    {
        Description = "The URL that was registered, where callbacks come through a tunnel.",
        HelpName = "URL",
    };

    static readonly Option<string?> ForwardTo = new("--forward")
    {
        Description = "Posts each there, too, as it came, and gives the caller that answer.",
        HelpName = "URL",
    };

    static readonly Option<int> Number = new("--count")
    {
        Description = "Ends after so many; else with Ctrl-C.",
        HelpName = "N",
        DefaultValueFactory = _ => int.MaxValue,
    };

    static readonly Option<bool> Json = new("--json") { Description = "Prints a line of JSON for each." };

    public static Command Verb() => new Command(
        "listen",
        "Receives callbacks of every dialect on this machine, verifies and shows them. Those that are rightly signed "
        + "are answered with HTTP 200, others with 401. Ends with 1 if one was not.")
        {
            Port, Credentials, Registered, ForwardTo, Number, Json,
        }
        .Does(Run)
        .WithExamples(
            "periksa listen",
            "periksa callback set ifortepay MCPD00000012 http://127.0.0.1:9090/ifortepay",
            "periksa listen --credential toko.json --forward http://127.0.0.1:3000/callback --count 1 --json");

    static async Task Run(ParseResult given, CancellationToken interrupted)
    {
        var (isJson, left, wrong) = (given.GetValue(Json), given.GetValue(Number), 0);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listener = new CallbackListener(
            await ReadCallers(given.GetValue(Credentials) ?? []),
            given.GetValue(Registered),
            given.GetValue(ForwardTo) is { } forward ? ReadUrl(forward) : null,
            Show);
        var address = await listener.Start(ReadPort(given.GetValue(Port)), interrupted);
        await Console.Error.WriteLineAsync(
            $"Listening on {address}: 'periksa callback set DIALECT NAME {address}/' has callbacks sent here. "
            + "Ctrl-C ends it.");

        await Task.WhenAny(enough.Task, Task.Delay(Timeout.InfiniteTimeSpan, interrupted));
        if (wrong > 0)
            throw new SettingsException($"{wrong} of what came was not rightly signed: its line says what to do.");

        // Several may come at once.
        void Show(ReceivedCallback callback, string? fault, int status)
        {
            lock (enough)
            {
                Print(callback, fault, status, isJson);
                wrong += fault is null ? 0 : 1;
                if (--left == 0)
                    enough.SetResult();
            }
        }
    }

    static async Task<Dictionary<string, KnownCaller>> ReadCallers(string[] files)
    {
        var callers = CallbackCheck.Dialects.Select(SandboxMode.Caller).OfType<KnownCaller>()
            .ToDictionary(one => one.Dialect);
        foreach (var file in files)
        {
            var caller = await KnownCaller.Read(file);
            callers[caller.Dialect] = caller;
        }

        return callers;
    }

    static int ReadPort(int port) => port is >= 0 and <= ushort.MaxValue
        ? port
        : throw Given.Misused($"{port} is no port: write 0 to {ushort.MaxValue}.");

    static Uri ReadUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw Given.Misused($"'{text}' is no URL to post to: write it like http://127.0.0.1:3000/callback.");

    static void Print(ReceivedCallback callback, string? fault, int status, bool isJson)
    {
        var at = TimeProvider.System.GetUtcNow();
        if (isJson)
        {
            using var bytes = new MemoryStream();
            using (var json = new Utf8JsonWriter(bytes))
                Write(json, callback, fault, status, at);

            Console.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
            return;
        }

        Table.WriteFields(
            ("at", Table.Moment(at)),
            ("dialect", callback.Dialect ?? "?"),
            ("to", $"{callback.Method} {callback.Url}"),
            ("signature", fault is null ? "right" : "WRONG"),
            ("what to do", fault),
            ("answered", FormattableString.Invariant($"{status}")),
            ("says", Encoding.UTF8.GetString(callback.Body)));
        Console.WriteLine();
    }

    static void Write(
        Utf8JsonWriter json, ReceivedCallback callback, string? fault, int status, DateTimeOffset at)
    {
        json.WriteStartObject();
        json.WriteString("at", at);
        json.WriteString("dialect", callback.Dialect);
        json.WriteString("method", callback.Method);
        json.WriteString("url", callback.Url);
        json.WriteBoolean("is_signed", fault is null);
        json.WriteString("what_to_do", fault);
        json.WriteNumber("answered", status);
        json.WritePropertyName("says");
        if (StrictJson.IsWellFormed(callback.Body))
            json.WriteRawValue(callback.Body);
        else
            json.WriteStringValue(Encoding.UTF8.GetString(callback.Body));

        json.WriteEndObject();
    }
}
