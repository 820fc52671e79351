using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Host.Connectors;

/// <summary>Which connector pays into which banks: exactly one into each.</summary>
static class PayoutSettings
{
    /// <summary>Has them read once all connectors are known.</summary>
    public static void AddPayouts(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton(all => Read(
            builder.Configuration, all.GetRequiredService<RouteTable>(), all.GetRequiredService<IPayoutBank>()));

    /// <param name="routes">All connectors. Those that can pay go on with what they were given, also where no rule
    /// names them any more.</param>
    /// <param name="own">Pays into all other banks.</param>
    /// <exception cref="SettingsException">A rule makes no sense.</exception>
    public static PayoutBanks Read(IConfiguration settings, RouteTable routes, IPayoutBank own)
    {
        var payers = routes.All
            .Where(route => route is IPayoutBank)
            .ToDictionary(route => route.Name.Value, Payer, StringComparer.Ordinal);
        var byBank = new Dictionary<string, ConnectorName>(StringComparer.Ordinal);
        foreach (var section in settings.GetSection("Periksa:Payouts").GetChildren())
            ReadRule(new(section), routes, payers, byBank);

        return new(own, payers.Values.ToDictionary(payer => payer.Name, payer => payer.Bank), byBank);
    }

    static (ConnectorName Name, IPayoutBank Bank) Payer(IRoute route)
    {
        var bank = (IPayoutBank)route;
        return (ConnectorName.Of(route.Name.Value, bank.PaysFrom), bank);
    }

    static void ReadRule(
        SettingReader settings,
        RouteTable routes,
        Dictionary<string, (ConnectorName Name, IPayoutBank Bank)> payers,
        Dictionary<string, ConnectorName> byBank)
    {
        if (settings.List("Use").Count > 0)
            throw settings.Fault("Use", "is a list: a bank is paid by one connector alone");

        var (banks, use) = (settings.List("Banks"), settings.Needed("Use"));
        settings.RefuseOthers();
        if (banks.Count == 0)
            throw settings.Fault("Banks", "is empty");

        if (routes.All.All(route => route.Name.Value != use))
            throw settings.Fault("Use", $"names {use}, and no connector is called so");

        if (!payers.TryGetValue(use, out var payer))
            throw settings.Fault("Use", $"names {use}, whose kind cannot pay");

        foreach (var bank in banks)
        {
            if (bank != PayoutBanks.AnyBank && BankList.Published.Find(bank) is null)
                throw settings.Fault("Banks", $"names {bank}, which is no code of the bank list");

            if (bank != PayoutBanks.AnyBank && !payer.Bank.CanPay(new(bank, "0")))
                throw settings.Fault("Banks", $"names {bank}, into which {use} cannot pay");

            if (!byBank.TryAdd(bank, payer.Name))
                throw settings.Fault("Banks", $"names {bank}, which a connector pays into already: it takes one alone");
        }
    }
}
