using Microsoft.Extensions.Logging;

namespace Periksa.Wire.Http.Tests;

public class FailureLogTests
{
    [Fact]
    public void Shows_a_few_of_what_everybody_meets_and_others_beside_it()
    {
        var lines = new Lines();
        var failures = new FailureLog(lines);

        for (var i = 0; i < 100; i++)
            failures.Tell(new TimeoutException("Its row is locked."), "POST", "/api/account-inquiry/");

        failures.Tell(new InvalidOperationException("news"), "POST", "/api/account-inquiry/");

        Assert.Equal(FailureLog.ShownOfKind + 1, lines.Seen.Count);
        Assert.IsType<InvalidOperationException>(lines.Seen[^1]);
    }

    [Fact]
    public void Is_not_flooded_by_messages_that_differ_each_time()
    {
        var lines = new Lines();
        var failures = new FailureLog(lines);

        for (var i = 0; i < 10_000; i++)
            failures.Tell(new InvalidOperationException($"number {i}"), "POST", "/api/account-inquiry/");

        Assert.InRange(lines.Seen.Count, 100, 110);
    }

    sealed class Lines : ILogger
    {
        public List<Exception?> Seen { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Seen.Add(exception);
    }
}
