using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Periksa.Postgres.Hosts;
using Periksa.Wire.Http;

namespace Periksa.Host;

/// <summary>The health checks: that this host is alive, and that it can do its work.</summary>
static class Health
{
    const string Ready = "ready";

    public static void AddHealth(this WebApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck<ReadyCheck>("host", tags: [Ready]);

    public static void MapHealth(this WebApplication app)
    {
        // Which build is it, and may it be sent requests?
        var (watch, drain) =
            (app.Services.GetRequiredService<HostWatch>(), app.Services.GetRequiredService<Drain>());
        app.MapGet("/health", http => Report(Complaint(watch, drain)).Write(http.Response))
            .WithMetadata(new ServedTo(Side.Both));

        // Alive is who can answer at all: a database that is away is no reason to restart the host.
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false })
            .WithMetadata(new ServedTo(Side.Both));
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) })
            .WithMetadata(new ServedTo(Side.Both));
    }

    // It asks nobody: whatever the database does, this answers at once.
    sealed class ReadyCheck(HostWatch watch, Drain drain) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(
                Complaint(watch, drain) is { } why ? HealthCheckResult.Unhealthy(why) : HealthCheckResult.Healthy());
    }

    static string? Complaint(HostWatch watch, Drain drain) =>
        drain.HasBegun ? "This host was told to stop." : watch.Complaint;

    static JsonReply Report(string? complaint) => JsonReply.Of(
        complaint is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
        new HealthReport(complaint is null ? "ready" : "not ready", CommandLine.Version, complaint),
        HealthJson.Exact.HealthReport);
}

/// <param name="Why">Why it is not ready, in a sentence.</param>
sealed record HealthReport(
    string Status,
    string Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Why);

[JsonSerializable(typeof(HealthReport))]
sealed partial class HealthJson : JsonSerializerContext
{
    public static HealthJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.SnakeCaseLower));
}
