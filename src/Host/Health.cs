using Dapper;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Periksa.Store;

namespace Periksa.Host;

/// <summary>Whether this host lives, and whether it can do its work.</summary>
static class Health
{
    const string Ready = "ready";

    public static void AddHealth(this WebApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [Ready]);

    public static void MapHealth(this WebApplication app)
    {
        // Alive is who can answer at all: a database that is away is no reason to restart the host.
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks(
            "/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) });
    }

    sealed class DatabaseCheck([FromKeyedServices(Database.WatchKey)] NpgsqlDataSource database)
        : IHealthCheck
    {
        static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);

            try
            {
                await using var connection = await database.OpenConnectionAsync(patience.Token);
                await connection.ExecuteAsync(new CommandDefinition("select 1", cancellationToken: patience.Token));
                return HealthCheckResult.Healthy();
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
            {
                return HealthCheckResult.Unhealthy("The database does not answer.", e);
            }
        }
    }
}
