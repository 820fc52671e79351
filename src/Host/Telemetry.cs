using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Periksa.Callbacks;
using Periksa.Postgres;
using Periksa.Wire.Http;
using EngineMetrics = Periksa.Telemetry.Metrics;

namespace Periksa.Host;

/// <summary>Metrics, shown to whoever scrapes them; they and traces are sent by OTLP where an endpoint is
/// configured.</summary>
static class Telemetry
{
    static readonly string[] Meters =
    [
        EngineMetrics.Name, StoreTelemetry.Name, CourierMetrics.Name, RefusedRequests.Name,
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime",
    ];

    static readonly string[] Sources = [EngineMetrics.Name, StoreTelemetry.Name, "Microsoft.AspNetCore", "Npgsql"];

    // Refusals are counted by partner; beyond so many kinds of them the rest counts as one.
    const int RefusalsMaximum = 10_000;

    /// <summary>The standard's own variables say where to send: OTEL_EXPORTER_OTLP_ENDPOINT and its kin.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var isSent = !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        builder.Services.AddSingleton(_ => new Exporters(isSent));

        // First in, so last out: what the others did while stopping is sent as well.
        builder.Services.AddHostedService(all => all.GetRequiredService<Exporters>());
    }

    /// <summary>Serves the metrics to whoever scrapes them.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder operators) =>
        operators.MapPrometheusScrapingEndpoint(
            "/metrics",
            operators.ServiceProvider.GetRequiredService<Exporters>().Metrics,
            configureBranchedPipeline: null,
            optionsName: null);

    sealed class Exporters : IHostedService
    {
        readonly TracerProvider? _traces;

        public Exporters(bool isSent)
        {
            var resource = ResourceBuilder.CreateDefault().AddService("periksa", serviceVersion: CommandLine.Version);
            var metrics = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource).AddMeter(Meters)
                .AddView(RefusedRequests.CounterName, new MetricStreamConfiguration
                {
                    CardinalityLimit = RefusalsMaximum,
                })
                .AddPrometheusExporter(served => served.ScopeInfoEnabled = false);
            if (isSent)
            {
                metrics.AddOtlpExporter();
                _traces = Sdk.CreateTracerProviderBuilder()
                    .SetResourceBuilder(resource).AddSource(Sources).AddOtlpExporter().Build();
            }

            Metrics = metrics.Build();
        }

        public MeterProvider Metrics { get; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        /// <summary>Sends what is still waiting.</summary>
        public Task StopAsync(CancellationToken cancellationToken)
        {
            _traces?.Dispose();
            Metrics.Dispose();
            return Task.CompletedTask;
        }
    }
}
