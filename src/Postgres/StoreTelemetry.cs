namespace Periksa.Postgres;

/// <summary>The telemetry of the store.</summary>
public static class StoreTelemetry
{
    /// <summary>The name of both the meter and the activity source.</summary>
    public const string Name = "Periksa.Store";
}
