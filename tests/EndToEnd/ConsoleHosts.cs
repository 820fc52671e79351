using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Hosts in production, on one database, whose consoles people sign in to.</summary>
public sealed class ConsoleHosts : IAsyncLifetime, IAsyncDisposable
{
    internal const string Password = "empat kuda putih";

    string _database = "";

    internal HostProcess First { get; private set; } = null!;

    internal HostProcess Second { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        (First, Second) = (await HostProcess.Start(Settings), await HostProcess.Start(Settings));
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
    }

    /// <summary>Invites somebody, by the verb.</summary>
    internal async Task<(string Link, string Name)> Invite(string role)
    {
        var name = $"o{Guid.NewGuid():n}";
        var (code, output, errors) = await HostProcess.Run(
            "",
            [.. Settings, ("Periksa__Operator__Urls", First.OperatorAddress.ToString().TrimEnd('/'))],
            "operator", "invite", name, "--role", role, "--json");
        Assert.Equal((0, ""), (code, errors));
        return (JsonElement.Parse(output).Text("link"), name);
    }

    /// <summary>Issues a credential of SNAP, by the verb.</summary>
    internal async Task<(string Partner, string Name)> Credential()
    {
        var (partner, name) = ($"p{Guid.NewGuid():n}", $"SNAP{Guid.NewGuid():n}");
        await Do("partner", "add", partner, "--name", "Toko Jaya");
        await Do("credential", "issue", partner, "snap", "--name", name);
        return (partner, name);

        async Task Do(params string[] words)
        {
            var (code, _, errors) = await HostProcess.Run("", Settings, words);
            Assert.Equal((0, ""), (code, errors));
        }
    }

    (string, string)[] Settings => [("ConnectionStrings__Periksa", _database), ("Periksa__Mode", "production")];
}
