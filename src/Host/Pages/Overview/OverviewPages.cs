using Npgsql;
using Periksa.Inquiries.Routing;
using Periksa.Monitoring;
using Periksa.Postgres;
using Periksa.Postgres.Hosts;

namespace Periksa.Host.Pages.Overview;

/// <summary>How things go: what a glance in the morning should tell.</summary>
static class OverviewPages
{
    /// <summary>What the database has is left out where it takes longer.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void Map(ConsolePaths paths) => paths.Get("/", Show);

    static async Task<IResult> Show(
        HttpContext http,
        [FromKeyedServices(Database.ReadsKey)] NpgsqlDataSource reads,
        FigureWatch figures, SavingsWatch savings, HostWatch host, RouteHealth health, HostIdentity identity,
        CancellationToken cancel)
    {
        TrafficReport? traffic = null;
        ClusterReport? cluster = null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            // To give up on a server that stands still takes as long again: nobody waits for that.
            traffic = await TrafficReport.Read(reads, patience.Token).WaitAsync(patience.Token);
            cluster = await ClusterReport.Read(reads, patience.Token).WaitAsync(patience.Token);
        }
        catch (Exception e) when (
            e is NpgsqlException or TimeoutException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // What this host knows of itself is shown all the same: the page says that the rest is away.
        }

        return Page.Of<OverviewPage>(http, new()
        {
            [nameof(OverviewPage.Seen)] = new Overlook(
                traffic, cluster, figures.Last, cluster is null ? null : savings.Look(), host.Complaint,
                identity.Name, health.All),
        });
    }
}

/// <summary>All that the overview shows.</summary>
/// <param name="Traffic"><c>null</c> where the database is away, as of what else it has.</param>
/// <param name="Complaint">Why this host is not ready; <c>null</c> where it is.</param>
public sealed record Overlook(
    TrafficReport? Traffic, ClusterReport? Cluster, Figures? Figures, SavingsSeen? Savings, string? Complaint,
    string HostName, IReadOnlyList<RouteWeather> Weather);
