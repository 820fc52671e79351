using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Hosts in production, on one database, whose consoles people sign in to.</summary>
public sealed class ConsoleHosts : IAsyncLifetime, IAsyncDisposable
{
    internal const string Password = "empat kuda putih";

    internal string Database { get; private set; } = "";

    /// <summary>What they are given besides.</summary>
    internal (string, string)[] More { get; init; } = [];

    internal HostProcess First { get; private set; } = null!;

    internal HostProcess Second { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestServer.CreateDatabase();
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
        return (await Invite(name, role), name);
    }

    /// <summary>The same by this name.</summary>
    internal async Task<string> Invite(string name, string role) =>
        (await Do("operator", "invite", name, "--role", role)).Text("link");

    /// <summary>Has a verb do something, as if it were at the first host.</summary>
    internal async Task<JsonElement> Do(params string[] arguments)
    {
        var (code, output, errors) = await HostProcess.Run(
            "",
            [.. Settings, ("Periksa__Operator__Urls", First.OperatorAddress.ToString().TrimEnd('/'))],
            [.. arguments, "--json"]);
        Assert.Equal((0, ""), (code, errors));
        return JsonElement.Parse(output);
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

    (string, string)[] Settings =>
        [("ConnectionStrings__Periksa", Database), ("Periksa__Mode", "production"), .. More];
}
