using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Periksa.Postgres;

/// <summary>Says once that the database is away and once that it is back, and holds back what everybody else would say
/// of it meanwhile, each with a stack trace.</summary>
/// <remarks>It stands in front of every log of the host, so nobody has to know of it. Only what an absent database
/// explains is held back.</remarks>
public sealed partial class OutageLog(ILoggerFactory inner) : ILoggerFactory
{
    // It is back when it has answered for so long and nobody has complained: a server that comes and goes is one
    // outage.
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    readonly Lock _lock = new();
    readonly ILogger _log = inner.CreateLogger<OutageLog>();
    long _awaySince;
    long _lastHeldAt;
    long _answeredSince;
    long _held;

    public ILogger CreateLogger(string categoryName) => new Filter(this, inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();

    /// <summary>Notes that the database has answered.</summary>
    /// <param name="now">A time stamp of <see cref="Stopwatch"/>.</param>
    public void Answered(long now)
    {
        lock (_lock)
        {
            if (_awaySince == 0)
                return;

            if (_answeredSince == 0)
                _answeredSince = now;

            if (Stopwatch.GetElapsedTime(Math.Max(_answeredSince, _lastHeldAt), now) < Quiet)
                return;

            var seconds = (long)Stopwatch.GetElapsedTime(_awaySince, _answeredSince).TotalSeconds;
            Log.Back(_log, seconds, _held);
            (_awaySince, _answeredSince, _held) = (0, 0, 0);
        }
    }

    // True where this line is not to be written.
    bool Holds(Exception? e)
    {
        if (e is null)
            return false;

        lock (_lock)
        {
            if (!IsAway(e) && !(_awaySince != 0 && IsExplained(e)))
                return false;

            var now = Stopwatch.GetTimestamp();
            if (_awaySince == 0)
            {
                _awaySince = now;
                Log.Away(_log, e.GetBaseException().Message);
            }

            (_lastHeldAt, _answeredSince) = (now, 0);
            _held++;
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
    }
}
