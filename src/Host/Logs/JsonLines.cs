using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Periksa.Host.Logs;

/// <summary>A line of JSON for each log message: its time in UTC, its request, and what it was made of.</summary>
/// <remarks>The framework's own would tell the request only among its scopes, and with them the path as the caller
/// wrote it.</remarks>
sealed class JsonLines() : ConsoleFormatter(ConsoleFormatterNames.Json)
{
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString(
                "Timestamp",
                TimeProvider.System.GetUtcNow().UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
            json.WriteNumber("EventId", logEntry.EventId.Id);
            json.WriteString("LogLevel", logEntry.LogLevel.ToString());
            json.WriteString("Category", logEntry.Category);
            if (RequestScope.Find(scopeProvider) is { } request)
                json.WriteString("RequestId", request);

            json.WriteString("Message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            if (logEntry.Exception is { } e)
                json.WriteString("Exception", e.ToString());

            if (logEntry.State is IReadOnlyList<KeyValuePair<string, object?>> { Count: > 0 } parts)
                WriteParts(json, parts);

            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    static void WriteParts(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> parts)
    {
        json.WriteStartObject("State");
        foreach (var (name, value) in parts)
        {
            json.WritePropertyName(name);
            switch (value)
            {
                case null: json.WriteNullValue(); break;
                case bool yes: json.WriteBooleanValue(yes); break;
                case int number: json.WriteNumberValue(number); break;
                case long number: json.WriteNumberValue(number); break;
                case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
                default: json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
            }
        }

        json.WriteEndObject();
    }
}
