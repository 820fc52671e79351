using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Periksa.Callbacks;
using Periksa.Postgres;
using Periksa.Telemetry;
using Periksa.Wire.Http;

namespace Periksa.Host;

/// <summary>Traces and metrics, sent by OTLP where an endpoint is configured; otherwise nobody listens and nothing
/// is spent.</summary>
static class Telemetry
{
    static readonly string[] Meters =
    [
        Metrics.Name, StoreTelemetry.Name, CourierMetrics.Name, RefusedRequests.Name,
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime",
    ];

    static readonly string[] Sources = [Metrics.Name, StoreTelemetry.Name, "Microsoft.AspNetCore", "Npgsql"];

    /// <summary>The standard's own variables say where to: OTEL_EXPORTER_OTLP_ENDPOINT and its kin.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;

        var resource = ResourceBuilder.CreateDefault().AddService("periksa");

        // First in, so last out: what the others did while stopping is sent as well.
        builder.Services.AddHostedService(_ => new Exporters(resource));
    }

    sealed class Exporters(ResourceBuilder resource) : IHostedService
    {
        TracerProvider? _traces;
        MeterProvider? _metrics;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource).AddSource(Sources).AddOtlpExporter().Build();
            _metrics = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter().Build();
            return Task.CompletedTask;
        }

        /// <summary>Sends what is still waiting.</summary>
        public Task StopAsync(CancellationToken cancellationToken)
        {
            _traces?.Dispose();
            _metrics?.Dispose();
            return Task.CompletedTask;
        }
    }
}
