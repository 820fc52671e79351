using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Periksa.Store.Tests;

/// <summary>A log that keeps everything that was written to it, from any thread.</summary>
sealed class KeptLog<T> : ILogger<T>
{
    readonly ConcurrentQueue<string> _texts = [];

    public IReadOnlyCollection<string> Texts => _texts;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        _texts.Enqueue($"{formatter(state, exception)} {exception}");
}
