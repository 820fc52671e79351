using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Periksa.Host;

/// <summary>The text on the console when the host is ready.</summary>
static class Banner
{
    public static void Show(WebApplication app, Mode mode)
    {
        var operators = app.Services.GetRequiredService<OperatorListener>();
        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses
            .First(address => !operators.Has(BindingAddress.Parse(address)));
        if (mode is Mode.Production)
        {
            Console.WriteLine($"Periksa {CommandLine.Version} is serving {url}.");
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
}
