using Periksa.Sandbox.Store;
using Periksa.Wire.Http;

namespace Periksa.Sandbox;

/// <summary>What a sandbox serves, whom it knows and what it can be asked about, as tables for a page.</summary>
public static class WorldTables
{
    /// <param name="rupiah">How the page writes amounts.</param>
    public static IReadOnlyList<PageTable> Of(
        SandboxWorld world, IReadOnlyList<ServedDialect> served, Func<Money, string> rupiah) =>
        [.. Accounts(world, rupiah), Partners(world), Channels(world), Served(served)];

    static PageTable Served(IReadOnlyList<ServedDialect> served) => Table(
        "Dialects",
        ["Dialect", "Paths"],
        served.Select(one => (string[])[one.Dialect, string.Join(", ", one.Paths)]));

    static PageTable Partners(SandboxWorld world) => Table(
        "Partners and their keys",
        ["Partner", "Dialect", "Named by", "Secret"],
        world.Partners.SelectMany(Keys)
            .Concat(world.Channels.SelectMany(channel => Keys(channel.Id, channel.Credentials))));

    static IEnumerable<string[]> Keys(SandboxPartner partner)
    {
        var name = partner.Active ? partner.Id : $"{partner.Id} (not active)";
        yield return [name, "sento", $"x-username: {partner.Sento.Username}", $"x-api-key: {partner.Sento.ApiKey}"];

        foreach (var keys in Keys(name, partner.Credentials))
            yield return keys;

        foreach (var snap in partner.Snap)
        {
            yield return
                [name, snap.Dialect, $"X-CLIENT-KEY: {snap.ClientId}", $"{snap.ClientSecret}, and the key in sandbox/"];
        }

        if (partner.SingaPay is { } singaPay)
        {
            yield return
            [
                name, "singapay",
                $"X-PARTNER-ID: {singaPay.PartnerId}, X-CLIENT-ID: {singaPay.ClientId}, account {singaPay.Account}",
                singaPay.ClientSecret,
            ];
        }

        if (partner.Biller is { } biller)
            yield return [name, "ipg-biller", "its key alone", $"Authorization: Bearer {biller.ApiKey}"];
    }

    static IEnumerable<string[]> Keys(string name, IReadOnlyList<SandboxCredential> credentials) =>
        credentials.Select(one => (string[])
        [
            name, one.Dialect, one.Name,
            (one.Key ?? one.Secret) + (one.PublicKey is null ? "" : ", and the key in sandbox/"),
        ]);

    static PageTable Channels(SandboxWorld world) => Table(
        "Bank channels (ipg-channel)",
        ["Channel", "Key of its signatures", "From", "Must sign"],
        world.Channels.Select(one => (string[])
            [one.Id, one.ApiKey, string.Join(", ", one.Addresses), one.MustSign ? "yes" : "no"]));

    static IEnumerable<PageTable> Accounts(SandboxWorld world, Func<Money, string> rupiah) =>
    [
        Table(
            "Accounts to ask about",
            ["Bank", "Account", "Holder", "Status"],
            world.Accounts.Select(one => (string[])[one.BankCode, one.Number, one.HolderName, one.Status])),
        Table(
            "Virtual accounts with bills",
            ["Number", "Customer", "Bill", "Total", "Paid"],
            world.Bills.Select(one => (string[])
                [one.VaNumber, one.Customer.Name, one.Name, rupiah(one.Total), rupiah(one.Paid)])),
    ];

    static PageTable Table(string title, string[] columns, IEnumerable<string[]> rows) =>
        new(title, columns, [.. rows]);
}

/// <param name="Title">In English, as its columns are.</param>
public sealed record PageTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
