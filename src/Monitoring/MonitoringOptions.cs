using Periksa.Postgres.Server;

namespace Periksa.Monitoring;

/// <summary>The settings of what is watched.</summary>
public sealed record MonitoringOptions
{
    /// <summary>From one reading of the figures to the next.</summary>
    public int Seconds { get; init; } = 15;

    /// <summary>A deposit with less than this is counted as low, in sen.</summary>
    public long LowDeposit { get; init; } = 100_000_000;

    /// <summary>Itself, if it makes sense.</summary>
    public MonitoringOptions Checked() => this is { Seconds: >= 1 and <= 3600, LowDeposit: >= 0 }
        ? this
        : throw new ServerException(
            "Periksa__Metrics__Seconds takes 1 to 3600, and Periksa__Metrics__LowDeposit sen, 0 or more.");
}
