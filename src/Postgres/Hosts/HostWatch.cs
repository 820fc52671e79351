using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Periksa.Partners;
using Periksa.Partners.Sealing;

namespace Periksa.Postgres.Hosts;

/// <summary>Looks at the database twice a second, so that whoever asks whether this host can work need not wait for
/// it.</summary>
public sealed partial class HostWatch : BackgroundService
{
    const string Silent = "The database does not answer.";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>A look that is older says nothing any more.</summary>
    static readonly TimeSpan SightMaximum = TimeSpan.FromSeconds(2);

    /// <summary>A partner that was switched off longer ago may still be answered.</summary>
    static readonly TimeSpan MemoryMaximum = TimeSpan.FromSeconds(5);

    readonly Database _database;
    readonly ReferenceCache _memory;
    readonly DatabaseClock _clock;
    readonly ILogger<HostWatch> _log;
    readonly Lookout _lookout;
    readonly Heartbeat _heartbeat;
    readonly HostGauges _gauges;
    volatile Sight? _sight;
    long _seenAt;
    string? _said;
    int _missing;

    public HostWatch(
        Database database, HostIdentity host, MasterKeys keys, ReferenceCache memory, DatabaseClock clock,
        ILogger<HostWatch> log, OutageLog? outages = null)
    {
        (_database, _memory, _clock, _log) = (database, memory, clock, log);
        _lookout = new(database.Watch, host);
        _heartbeat = new(database, host, keys, memory, clock, log);
        _gauges = new(memory, clock, outages);
    }

    /// <summary>Why this host is not ready, in a sentence; <c>null</c> when it is.</summary>
    public string? Complaint => _sight switch
    {
        null => Silent,
        _ when Stopwatch.GetElapsedTime(Interlocked.Read(ref _seenAt)) > SightMaximum => Silent,
        { IsStandby: true } => "The database is a standby.",
        { IsReadOnly: true } => "The database takes no writes.",
        _ when _memory.Age > MemoryMaximum => "What this host remembers of the database is old.",
        _ when _clock.Standing is ClockStanding.HostIsWrong => "This host's clock is wrong.",
        _ => null,
    };

    /// <summary>Looks, and learns from it. The host's row is written in the background.</summary>
    public async Task Look(CancellationToken cancel)
    {
        var sight = await _lookout.Look(cancel);
        if (sight.IsStandby || sight.IsReadOnly || (sight.Timeline is { } line && !_database.Timelines.Admit(line)))
        {
            _sight = sight with { IsReadOnly = true };
            _database.DropConnections();   // behind one name another server may answer next time
        }
        else
        {
            _sight = sight;
        }

        Interlocked.Exchange(ref _seenAt, Stopwatch.GetTimestamp());
        if (_clock.Hear(sight.Clock, sight.OtherSkews))
            SayClock();

        SayStandbys(sight.Standbys);
        _gauges.Show(sight.Standbys);
        _heartbeat.Beat();
    }

    public override void Dispose()
    {
        _gauges.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                _sight = null;
                Log.Blind(_log, e);
            }

            SayReadiness();
        }
    }

    // Each of these is said once, when it changes.
    void SayReadiness()
    {
        var complaint = Complaint;
        if (complaint == _said)
            return;

        _said = complaint;
        if (complaint is null)
            Log.Ready(_log);
        else
            Log.NotReady(_log, complaint);
    }

    void SayClock()
    {
        var skew = _clock.Skew.GetValueOrDefault().TotalSeconds;
        switch (_clock.Standing)
        {
            case ClockStanding.Agree or ClockStanding.Unknown:
                Log.ClockIsRight(_log, skew);
                break;
            case ClockStanding.HostIsWrong:
                Log.ClockIsWrong(_log, skew);
                break;
            case ClockStanding.DatabaseIsSuspect:
                Log.DatabaseIsSuspect(_log, skew);
                break;
        }
    }

    void SayStandbys(Standbys standbys)
    {
        if (standbys.Missing > _missing)
            Log.StandbyAway(_log, standbys.Missing);
        else if (standbys.Missing == 0 && _missing > 0)
            Log.StandbyBack(_log);

        _missing = standbys.Missing;
    }

    static partial class Log
    {
        [LoggerMessage(84, LogLevel.Warning, "This host is not ready: {Why}")]
        public static partial void NotReady(ILogger log, string why);

        [LoggerMessage(85, LogLevel.Information, "This host is ready")]
        public static partial void Ready(ILogger log);

        [LoggerMessage(86, LogLevel.Debug, "The database could not be looked at")]
        public static partial void Blind(ILogger log, Exception e);

        [LoggerMessage(87, LogLevel.Information,
            "This host's clock agrees with the database's: it is {Skew:0.000} s ahead")]
        public static partial void ClockIsRight(ILogger log, double skew);

        [LoggerMessage(88, LogLevel.Error,
            "This host's clock is wrong: it is {Skew:0.000} s ahead of the database's, with which other hosts agree. "
            + "Until it is set right, this host is not ready, answers what reaches it all the same, and does no "
            + "background work")]
        public static partial void ClockIsWrong(ILogger log, double skew);

        [LoggerMessage(89, LogLevel.Error,
            "The database's clock is suspect: no host agrees with it, and this one is {Skew:0.000} s ahead of it. "
            + "Until it is set right, nothing is given up, paid out, called back or paid daily")]
        public static partial void DatabaseIsSuspect(ILogger log, double skew);

        [LoggerMessage(90, LogLevel.Error,
            "{Missing} synchronous standbys are away: whatever is written waits for them, and nothing is acknowledged")]
        public static partial void StandbyAway(ILogger log, int missing);

        [LoggerMessage(91, LogLevel.Information, "The synchronous standbys are back")]
        public static partial void StandbyBack(ILogger log);
    }
}
