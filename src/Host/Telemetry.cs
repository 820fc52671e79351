using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Periksa.Store;

namespace Periksa.Host;

/// <summary>Traces and metrics, sent by OTLP where an endpoint is configured; otherwise nobody listens and nothing
/// is spent.</summary>
static class Telemetry
{
    static readonly string[] Meters =
    [
        Engine.Telemetry.Name, StoreTelemetry.Name,
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime",
    ];

    static readonly string[] Sources = [Engine.Telemetry.Name, StoreTelemetry.Name, "Microsoft.AspNetCore", "Npgsql"];

    /// <summary>The standard's own variables say where to: OTEL_EXPORTER_OTLP_ENDPOINT and its kin.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;

        var resource = ResourceBuilder.CreateDefault().AddService("periksa");

        // Built with the host and disposed with it, which sends what is still waiting.
        builder.Services.AddSingleton(Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource).AddSource(Sources).AddOtlpExporter().Build());
        builder.Services.AddSingleton(Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter().Build());
    }
}
