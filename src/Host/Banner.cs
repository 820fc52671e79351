using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Periksa.Host;

/// <summary>What a host says when it is ready, and on its way there: text for people in a sandbox, log lines in
/// production, where machines read.</summary>
static partial class Banner
{
    const string Category = "Periksa.Host";

    /// <summary>Tells what takes a while.</summary>
    public static Action<string> Teller(ILoggerFactory logs, Mode mode)
    {
        if (mode is Mode.Sandbox)
            return Console.WriteLine;

        var log = logs.CreateLogger(Category);
        return text => Log.Tells(log, text);
    }

    public static void Show(WebApplication app, Mode mode)
    {
        var operators = app.Services.GetRequiredService<OperatorListener>();
        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses
            .First(address => !operators.Has(BindingAddress.Parse(address)));
        if (mode is Mode.Production)
        {
            var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(Category);
            Log.Serves(log, CommandLine.Version, url, string.Join(", ", operators.Urls));
            return;
        }

        var clock = app.Services.GetRequiredService<TimeProvider>();
        Console.WriteLine(
            $$"""

              Periksa {{CommandLine.Version}}, in sandbox mode, at {{url}}{{Ahead(clock)}}
              Ask whose account it is:

              curl -s {{url}}/api/account-inquiry \
                -H 'x-username: tokomaju' -H 'x-api-key: sento-sandbox-tokomaju-7Qm2' \
                -H 'Content-Type: application/json' \
                -d '{"bank_code":"008","account_number":"12341234"}'

              Ctrl-C stops everything.

            """);
    }

    static string Ahead(TimeProvider clock) => clock is not IShiftedClock shifted || shifted.Offset == TimeSpan.Zero
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $"\nIts clock is ahead: {clock.GetUtcNow().ToOffset(BusinessDay.Wib):yyyy-MM-dd HH:mm:ss} WIB");

    static partial class Log
    {
        [LoggerMessage(203, LogLevel.Information, "Periksa {Version} is serving {Url}, and operators at {Operators}")]
        public static partial void Serves(ILogger log, string version, string? url, string operators);

        [LoggerMessage(204, LogLevel.Information, "{Text}")]
        public static partial void Tells(ILogger log, string text);
    }
}
