using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Bills;
using Periksa.Callbacks;
using Periksa.Postgres;
using Periksa.Postgres.Server;

namespace Periksa.Store.Tests;

/// <summary>What is said of a database that is away.</summary>
public sealed class OutageLogTests : IDisposable
{
    static readonly NpgsqlException Gone = new("Failed to connect to /tmp/nowhere");

    static readonly DateTimeOffset Now = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    readonly KeptLines _lines = new();
    readonly OutageLog _outages;

    public OutageLogTests()
    {
        _outages = new(LoggerFactory.Create(logging => logging.AddProvider(_lines)));
    }

    public void Dispose() => _outages.Dispose();

    [Fact]
    public void One_line_when_it_goes_and_one_when_it_is_back()
    {
        var (payouts, requests) = (_outages.CreateLogger("Payouts"), _outages.CreateLogger("Requests"));

        for (var i = 0; i < 100; i++)
        {
            Say(payouts, Gone, "Payouts could not be taken yet");
            Say(requests, new InvalidOperationException("late", Gone), "GET failed");
            Say(requests, new TooBusyException("The queue is full."), "GET failed");
        }

        _outages.Answered(After(1));
        _outages.Answered(After(5));
        _outages.Answered(After(6));

        Assert.Equal(
            [
                "The database is away: Failed to connect to /tmp/nowhere",
                "The database is back after 1 s; 300 messages were held back",
            ],
            _lines.All);
    }

    [Fact]
    public void A_server_that_comes_and_goes_is_one_outage()
    {
        var log = _outages.CreateLogger("Memory");
        for (var i = 0; i < 10; i++)
        {
            Say(log, Gone, "stale");
            _outages.Answered(After(1));
        }

        Assert.Single(_lines.All);
    }

    [Fact]
    public void A_disk_that_is_full_is_one_line_with_what_to_do_until_nobody_has_complained_for_a_minute()
    {
        var full = new PostgresException(
            "could not extend file: No space left on device", "ERROR", "ERROR", PostgresErrorCodes.DiskFull);
        var noConnection = new PostgresException(
            "could not write init file", "FATAL", "FATAL", PostgresErrorCodes.InternalError);
        var (groups, requests) = (_outages.CreateLogger("Groups"), _outages.CreateLogger("Requests"));

        for (var i = 0; i < 100; i++)
        {
            Say(groups, i % 2 == 0 ? full : noConnection, "A group could not be done yet");
            Say(requests, new InvalidOperationException("late", full), "POST failed");
            Say(requests, new TimeoutException("Its turn came too late."), "POST failed");
            _outages.Answered(After(10));   // whoever reads is answered all the while
        }

        Assert.True(_outages.IsFull);
        var line = Assert.Single(_lines.All);
        Assert.StartsWith("The database has no room left: could not extend file", line, StringComparison.Ordinal);
        Assert.Contains("docs/operating/runbooks/database-full.md", line, StringComparison.Ordinal);

        _outages.Answered(After(71));
        Assert.False(_outages.IsFull);
        Assert.Matches("^The database has had room for a minute, .* 300 messages were held back$", _lines.All[1]);
    }

    [Fact]
    public void Who_finds_a_disk_full_at_start_is_told_what_to_do()
    {
        var said = Refusals.Explain(new PostgresException(
            "could not write init file", "FATAL", "FATAL", PostgresErrorCodes.InternalError)).Message;

        Assert.Contains("has no room left", said, StringComparison.Ordinal);
        Assert.Contains("docs/operating/runbooks/database-full.md", said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_other_reasons_is_said()
    {
        var log = _outages.CreateLogger("Requests");

        Say(log, new TooBusyException("The queue is full."), "busy");
        Say(log, new PostgresException("no", "ERROR", "ERROR", PostgresErrorCodes.CheckViolation), "refused");
        Say(log, Gone, "stale");
        Say(log, new InvalidOperationException("a fault"), "faulty");
        Say(log, null, "A plain line");

        Assert.Equal(5, _lines.All.Length);
        Assert.DoesNotContain(_lines.All, line => line.StartsWith("stale", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Which_payment_nobody_knows_of_is_said_while_it_is_away_in_a_line_without_a_trace()
    {
        Say(_outages.CreateLogger("Memory"), Gone, "stale");
        var (away, budgets) = (new OutOfReach(), new NoBudgets());
        var tells = new CallbackComposer([], new Nobody(), new Silence(), TimeProvider.System);
        var counter = new BillPayments(away, budgets, tells, _outages.CreateLogger<BillPayments>());
        var requests = new PaymentRequests(away, budgets, tells, _outages.CreateLogger<PaymentRequests>());

        Assert.IsType<PaymentAnswer.Suspect>(await counter.Pay(new(
            new("bank"), new("8673021234567890"), new("ref-1"), Money.Rupiah(100_000), "atm", Now, null, Now)));
        Assert.IsType<ReversalAnswer.Suspect>(await counter.Reverse(new(
            new("bank"), new("x24da1dF"), new("ref-2"), Money.Rupiah(100_000), Now)));
        Assert.IsType<RequestAnswer.Suspect>(await requests.Pay(new(
            new("snap:BANK", new(2025, 3, 11), "1", null), new("P-1"), new("8673021234567890"), Money.Rupiah(100_000),
            [], Now, Now)
        {
            Bank = new("bank"),
        }));

        Assert.Equal(
            [
                "The database is away: Failed to connect to /tmp/nowhere",
                "Whether bank has paid or taken back ref-1 is not known: out of reach",
                "Whether bank has paid or taken back ref-2 is not known: out of reach",
                "Whether snap:BANK has paid P-1 is not known: out of reach",
            ],
            _lines.All);
    }

    [Fact]
    public void The_private_servers_log_is_bounded_and_keeps_what_was_last()
    {
        var log = Path.Combine(Directory.CreateTempSubdirectory("periksa-log-").FullName, "server.log");
        using var server = new StreamWriter(
            new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };

        server.Write("first");
        ServerLog.Bound(log, limitBytes: 5);
        Assert.Equal(5, new FileInfo(log).Length);

        server.Write(" second");
        ServerLog.Bound(log, limitBytes: 5);

        Assert.Equal(0, new FileInfo(log).Length);
        Assert.Equal("first second", File.ReadAllText(log + ".old"));
    }

    static void Say(ILogger log, Exception? e, string text) =>
        log.Log(LogLevel.Warning, default, text, e, static (text, _) => text);

    static long After(double seconds) => Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);

    /// <summary>Says of everything that it may have been done, as a group does whose database went away.</summary>
    sealed class OutOfReach : IBillStore, IRequestStore
    {
        static TimeoutException Late => new("out of reach", Gone);

        public Task<IReadOnlyList<Bill>?> Inquire(BillInquiry inquiry) => throw Late;

        public Task<RequestEntry> Pay(
            PaymentRequest request,
            bool mayMiss,
            Func<BillEvent, BillCallback?> compose,
            CancellationToken gone = default) => throw Late;

        public Task<bool> HasAny(VaNumber number, DateTimeOffset now) => throw Late;

        public Task<PaymentEntry> Pay(
            PaymentOrder order,
            Func<BillEvent, BillCallback?> compose,
            CancellationToken gone = default) => throw Late;

        public Task<ReversalEntry> Reverse(ReversalOrder order, Func<BillEvent, BillCallback?> compose) => throw Late;
    }

    /// <summary>Is never asked: there are no bills to be asked about.</summary>
    sealed class NoBudgets : IMissAccounts
    {
        public Task<bool> MayAsk(MissAccount account, TimeSpan patience) => throw new InvalidOperationException();

        public Task<bool> Pay(MissAccount account, TimeSpan patience) => throw new InvalidOperationException();
    }

    /// <summary>Keeps every line's text, with its exception.</summary>
    sealed class KeptLines : ILoggerProvider, ILogger
    {
        readonly ConcurrentQueue<string> _all = [];

        public string[] All => [.. _all];

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => _all.Enqueue($"{formatter(state, exception)}{exception}");
    }
}
