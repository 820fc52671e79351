using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Periksa.Postgres.Hosts;

namespace Periksa.Host;

/// <summary>The health checks: that this host is alive, and that it can do its work.</summary>
static class Health
{
    const string Ready = "ready";

    public static void AddHealth(this WebApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck<ReadyCheck>("host", tags: [Ready]);

    public static void MapHealth(this WebApplication app)
    {
        // Alive is who can answer at all: a database that is away is no reason to restart the host.
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false })
            .WithMetadata(new ServedTo(Side.Both));
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) })
            .WithMetadata(new ServedTo(Side.Both));
    }

    // It asks nobody: whatever the database does, this answers at once.
    sealed class ReadyCheck(HostWatch watch) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(
                watch.Complaint is { } why ? HealthCheckResult.Unhealthy(why) : HealthCheckResult.Healthy());
    }
}
