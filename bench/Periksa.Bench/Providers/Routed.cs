using System.Globalization;

namespace Periksa.Bench.Providers;

/// <summary>A gateway with routes, and whom it asks.</summary>
static class Routed
{
    /// <summary>Knows every account, and takes 20 ms.</summary>
    public static Task<Peer> Upstream(Place place) =>
        Peer.Start(place, place.Built("Periksa.Bench.Upstream", "Periksa.Bench.Upstream"));

    /// <summary>Passes questions on, and does nothing else.</summary>
    public static Task<Peer> Proxy(Place place, Peer upstream) => Peer.Start(
        place, place.Built("Periksa.Bench.Proxy", "Periksa.Bench.Proxy"),
        ("Upstream", upstream.Address.AbsoluteUri));

    /// <summary>Periksa over a new database.</summary>
    /// <param name="settings">What stands in its file below <c>Periksa</c>.</param>
    public static async Task<Peer> Gateway(Place place, string database, string settings)
    {
        var file = Path.Combine(place.Work, $"{database}.json");
        await File.WriteAllTextAsync(file, $$"""{ "Periksa": { {{settings}} } }""");
        await Databases.Create(place, database);
        return await Peers.Host(place, database, ("PERIKSA_CONFIG", file));
    }

    /// <summary>A connector by Sento's wire.</summary>
    public static string Sento(string name, Uri address) =>
        $$"""
        "{{name}}": { "Kind": "Sento", "ServiceBase": "{{address}}", "Username": "tokomaju", "ApiKey": "bench",
                      "BudgetMs": 1800 }
        """;

    /// <summary>A connector by SNAP, whose answers come when it is asked again.</summary>
    public static string Snap(string name, Uri address, string privateKey) =>
        $$"""
        "{{name}}": { "Kind": "Snap", "ServiceBase": "{{address}}openapi", "ClientKey": "bench",
                      "HmacSecret": "bench", "PrivateKeyFile": "{{privateKey}}", "ChannelId": "95221",
                      "Late": { "Mode": "Repeat" } }
        """;

    /// <summary>How often a provider was asked.</summary>
    public static async Task<long> Asked(Peer upstream)
    {
        using var http = Inquirer.Connect(upstream.Address);
        return long.Parse(await http.GetStringAsync("/asked"), CultureInfo.InvariantCulture);
    }

    /// <summary>Has a provider answer what it has put off.</summary>
    public static async Task Release(Peer upstream)
    {
        using var http = Inquirer.Connect(upstream.Address);
        using var done = await http.PostAsync("/release", content: null);
        done.EnsureSuccessStatusCode();
    }
}
