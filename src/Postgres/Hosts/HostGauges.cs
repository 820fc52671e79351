using System.Diagnostics.Metrics;
using Periksa.Partners;

namespace Periksa.Postgres.Hosts;

/// <summary>The gauges of what a host watches.</summary>
sealed class HostGauges : IDisposable
{
    readonly Meter _meter = new(StoreTelemetry.Name);
    Standbys _standbys;

    public HostGauges(ReferenceCache memory, DatabaseClock clock, OutageLog? outages)
    {
        _meter.CreateObservableGauge(
            "periksa.memory.age", () => memory.Age.TotalSeconds, "s",
            "How old what this host remembers of the database is.");
        _meter.CreateObservableGauge(
            "periksa.clock.skew", () => clock.Skew.GetValueOrDefault().TotalSeconds, "s",
            "How far this host's clock is ahead of the database's.");
        _meter.CreateObservableGauge(
            "periksa.clock.suspect", () => clock.Standing switch
            {
                ClockStanding.Unknown or ClockStanding.Agree => 0,
                ClockStanding.HostIsWrong => 1,
                ClockStanding.DatabaseIsSuspect => 2,
            },
            unit: null, "Whose clock is wrong: 0 nobody's, 1 this host's, 2 the database's.");
        _meter.CreateObservableGauge(
            "periksa.database.full", () => outages?.IsFull == true ? 1 : 0, unit: null,
            "Whether the database has said in the last minute that it has no room left.");
        _meter.CreateObservableGauge(
            "periksa.database.standbys", () => _standbys.Connected, "{standby}", "Standbys that replicate.");
        _meter.CreateObservableGauge(
            "periksa.database.standbys.missing", () => _standbys.Missing, "{standby}",
            "Synchronous standbys that are away and are waited for.");
    }

    public void Show(Standbys standbys) => _standbys = standbys;

    public void Dispose() => _meter.Dispose();
}
