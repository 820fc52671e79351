using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace Periksa.Host.Logs;

/// <summary>How logs look: lines for people in a sandbox, JSON for machines in production;
/// <c>Logging__Console__FormatterName</c> changes either.</summary>
static class Lines
{
    public static void Add(ILoggingBuilder logging, IConfiguration settings)
    {
        logging.ClearProviders();
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Npgsql", LogLevel.Warning);

        // It warns that its keys lie bare; SealedKeyRing seals what it hands over.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);

        // Of two of a name the first counts, and the framework's own come with any console.
        logging.Services.RemoveAll<ConsoleFormatter>();
        logging.AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
        logging.AddConsoleFormatter<PlainLines, ConsoleFormatterOptions>();
        if (settings["Logging:Console:FormatterName"] is { Length: > 0 })
            logging.AddConsole();
        else
            logging.AddConsole(console => console.FormatterName = Usual(Settings.Mode(settings)));
    }

    static string Usual(Mode mode) =>
        mode is Mode.Sandbox ? ConsoleFormatterNames.Simple : ConsoleFormatterNames.Json;
}
