using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Periksa.Host.Logs;

/// <summary>A line of text for each log message, for people: the time of their own clock, and the request that it is
/// about.</summary>
sealed class PlainLines() : ConsoleFormatter(ConsoleFormatterNames.Simple)
{
    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var request = RequestScope.Find(scopeProvider) is { } id ? $" (request {id})" : "";
        var exception = logEntry.Exception is { } e ? $" {e}" : "";
        var time = TimeProvider.System.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var what = $"{time} {Word(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}]";
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.WriteLine(OneLine($"{what} {message}{request}{exception}"));
    }

    static string OneLine(string text) => text.ReplaceLineEndings(" ");

    static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        LogLevel.Critical => "crit",
        LogLevel.None => "none",
    };
}
