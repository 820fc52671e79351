using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>A router and all that it decides by.</summary>
sealed class Routing
{
    public Routing(
        RouteTable table, IConnector others, ILogger? log = null, TimeProvider? clock = null)
    {
        Health = new(clock);
        Closures = new(clock);
        Limits = new(clock);
        var kept = log ?? NullLogger.Instance;
        var choice = new RouteChoice(table, Health, Closures, Spending, Limits);
        var asker = new RouteAsker(table, Health, Spending, new(), Limits, Hits, new LogOf<RouteAsker>(kept));
        var holders = new TwoHolders(new LogOf<TwoHolders>(kept));
        Router = new(
            table,
            choice,
            asker,
            new(table, Health, asker, holders, new LogOf<Hedge>(kept)),
            new(table, choice, asker, holders, new LogOf<Shadows>(kept)),
            others,
            new LogOf<Router>(kept));
    }

    public RouteHealth Health { get; }

    public Closures Closures { get; }

    public Spending Spending { get; } = new();

    public RouteLimits Limits { get; }

    public CountedHits Hits { get; } = new();

    public Router Router { get; }

    sealed class LogOf<T>(ILogger log) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => log.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => log.Log(logLevel, eventId, state, exception, formatter);
    }
}
