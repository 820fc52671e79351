using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Periksa.Postgres;

/// <summary>Says once that the database is away, or that its disk is full, and once that it is over, and holds back
/// what everybody else would say of it meanwhile, each with a stack trace.</summary>
/// <remarks>It stands in front of every log of the host, so nobody has to know of it. Only what an absent or a full
/// database explains is held back.</remarks>
public sealed partial class OutageLog(ILoggerFactory inner) : ILoggerFactory
{
    // It is back when it has answered for so long and nobody has complained: a server that comes and goes is one
    // outage.
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    // A full one still answers whoever reads, so that nobody complains for a while says nothing sooner.
    static readonly TimeSpan QuietWhenFull = TimeSpan.FromSeconds(60);

    readonly Lock _lock = new();
    readonly ILogger _log = inner.CreateLogger<OutageLog>();
    readonly Episode _away = new(Quiet);
    readonly Episode _full = new(QuietWhenFull);

    /// <summary>Tells whether the database has said in the last minute that it has no room left.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
                return _full.IsOn;
        }
    }

    public ILogger CreateLogger(string categoryName) => new Filter(this, inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();

    /// <summary>Notes that the database has answered.</summary>
    /// <param name="now">A time stamp of <see cref="Stopwatch"/>.</param>
    public void Answered(long now)
    {
        lock (_lock)
        {
            if (_away.IsOver(now, out var seconds, out var held))
                Log.Back(_log, seconds, held);

            if (_full.IsOver(now, out seconds, out held))
                Log.Room(_log, seconds, held);
        }
    }

    // True where this line is not to be written.
    bool Holds(Exception? e)
    {
        if (e is null)
            return false;

        lock (_lock)
        {
            if (FullDisk.Find(e) is { } full)
            {
                if (_full.Note())
                    Log.Full(_log, full.MessageText);

                return true;
            }

            if (IsAway(e) || (_away.IsOn && IsExplained(e)))
            {
                if (_away.Note())
                    Log.Away(_log, e.GetBaseException().Message);

                return true;
            }

            if (!_full.IsOn || !IsExplained(e))
                return false;

            _full.Note();
            return true;
        }
    }

    // What only a database can say that is away, starting, stopping or no longer the one to write to.
    static bool IsAway(Exception? e) => e switch
    {
        null => false,
        PostgresException refusal => refusal.SqlState.StartsWith("08", StringComparison.Ordinal)
            || refusal.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || refusal.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction
                or PostgresErrorCodes.TooManyConnections,
        NpgsqlException => true,
        _ => IsAway(e.InnerException),
    };

    // What happens for other reasons too, but not news while it is away.
    static bool IsExplained(Exception e) =>
        e is TooBusyException or TimeoutException or OperationCanceledException or ObjectDisposedException;

    /// <summary>A time in which the same is said over and over.</summary>
    sealed class Episode(TimeSpan quiet)
    {
        long _since;
        long _lastHeldAt;
        long _answeredSince;
        long _held;

        public bool IsOn => _since != 0;

        /// <summary>Notes a line that is held back. True where it is the first.</summary>
        public bool Note()
        {
            var now = Stopwatch.GetTimestamp();
            var isFirst = !IsOn;
            if (isFirst)
                _since = now;

            (_lastHeldAt, _answeredSince) = (now, 0);
            _held++;
            return isFirst;
        }

        /// <summary>Notes that the database has answered. True where that ends it.</summary>
        public bool IsOver(long now, out long seconds, out long held)
        {
            (seconds, held) = (0, _held);
            if (!IsOn)
                return false;

            if (_answeredSince == 0)
                _answeredSince = now;

            if (Stopwatch.GetElapsedTime(Math.Max(_answeredSince, _lastHeldAt), now) < quiet)
                return false;

            seconds = (long)Stopwatch.GetElapsedTime(_since, _answeredSince).TotalSeconds;
            (_since, _answeredSince, _held) = (0, 0, 0);
            return true;
        }
    }

    sealed class Filter(OutageLog outage, ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!outage.Holds(exception))
                inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }

    static partial class Log
    {
        [LoggerMessage(46, LogLevel.Error, "The database is away: {Why}")]
        public static partial void Away(ILogger log, string why);

        [LoggerMessage(47, LogLevel.Warning,
            "The database is back after {Seconds} s; {Count} messages were held back")]
        public static partial void Back(ILogger log, long seconds, long count);

        [LoggerMessage(205, LogLevel.Error,
            "The database has no room left: {Why}. Nothing is lost that was acknowledged, and callers are told that it "
            + "failed. Make room on its disk: docs/operating/runbooks/database-full.md")]
        public static partial void Full(ILogger log, string why);

        [LoggerMessage(206, LogLevel.Warning,
            "The database has had room for a minute, after {Seconds} s without; {Count} messages were held back")]
        public static partial void Room(ILogger log, long seconds, long count);
    }
}
