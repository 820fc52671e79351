using Periksa.Tests.Postgres;

namespace Periksa.Browser.Tests;

/// <summary>A sandbox in which some of everything has happened, and some of it was meant badly. All tests that only
/// look share it.</summary>
public sealed class BusySandbox : IAsyncDisposable
{
    static readonly Lazy<Task<HostProcess>> Shared = new(Start);

    public static Task<HostProcess> Host() => Shared.Value;

    /// <summary>The sandbox's own pages and each kind of the console's, below <c>/console/</c>.</summary>
    public static async Task<IReadOnlyList<string>> Pages() => ["../", "../lab", .. await Walked.Value];

    static readonly Lazy<Task<IReadOnlyList<string>>> Walked =
        new(async () => await Walk.From(new((await Host()).Address, "console/")));

    public async ValueTask DisposeAsync()
    {
        if (Shared is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await Shared.Value).DisposeAsync();
    }

    static async Task<HostProcess> Start()
    {
        var database = await TestServer.CreateDatabase();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        try
        {
            await Hostile.LeaveAsOperator(host);
            await Hostile.LeaveAsCaller(host);
            await Traffic.Make(host);
            await Eventually.Is(async () => await Count.Ask<int>(
                database, "select count(*)::int from callbacks where state = 'delivered'") > 0);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }
}
