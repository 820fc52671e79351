using Microsoft.Extensions.Logging;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>A log that keeps every message and every value logged with it, down to the finest level.</summary>
sealed class KeptLog<T> : ILogger<T>
{
    readonly List<string> _texts = [];
    readonly List<LogLevel> _levels = [];

    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (_texts)
                return [.. _texts];
        }
    }

    public IReadOnlyList<LogLevel> Levels
    {
        get
        {
            lock (_texts)
                return [.. _levels];
        }
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        lock (_texts)
        {
            _levels.Add(logLevel);
            _texts.Add(formatter(state, exception));
            if (exception is not null)
                _texts.Add($"{exception}");

            if (state is IEnumerable<KeyValuePair<string, object?>> values)
                _texts.AddRange(values.Select(value => $"{value.Value}"));
        }
    }
}
