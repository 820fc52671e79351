using System.Diagnostics;
using System.Diagnostics.Metrics;
using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;
using Periksa.Telemetry;

namespace Periksa.Engine.Tests;

/// <remarks>A process has one meter and one source, so these run while no other test asks anything.</remarks>
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
[Collection(nameof(TelemetryTests))]
public sealed class TelemetryTests : IDisposable
{
    readonly MeterListener _meters = new();
    readonly ActivityListener _activities;
    readonly List<(string? Dialect, string? Outcome)> _counted = [];
    readonly List<double> _seconds = [];
    readonly List<Activity> _spans = [];

    public TelemetryTests()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Metrics.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>(Count);
        _meters.SetMeasurementEventCallback<double>(Measure);
        _meters.Start();

        _activities = new()
        {
            ShouldListenTo = source => source.Name == Metrics.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_activities);
    }

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    [Fact]
    public async Task Counts_answers_by_dialect_and_outcome()
    {
        await Question.Billed.AskedOf(ScriptedBank.Saying(new BankReply.Found("Test BCA")), new());
        await (Question.Billed with { Dialect = new("paydia") }).AskedOf(
            ScriptedBank.Saying(new BankReply.NotFound(AccountAbsence.Unknown)), new());
        await Question.Billed.AskedOf(ScriptedBank.Saying(new BankReply.Unclear()), new());
        await Question.Billed.AskedOf(ScriptedBank.Saying(new BankReply.Failed()), new());

        Assert.Equal(
            [("sento", "found"), ("paydia", "not_found"), ("sento", "pending"), ("sento", "bank_failed")],
            _counted);
    }

    [Theory]
    [InlineData(InquiryVerdict.DayKeyUsed, "day_key_used")]
    [InlineData(InquiryVerdict.ReferenceUsed, "reference_used")]
    [InlineData(InquiryVerdict.MissBudgetSpent, "too_many_misses")]
    [InlineData(InquiryVerdict.QueueFull, "too_busy")]
    public async Task Counts_refusals_by_their_reason(InquiryVerdict verdict, string outcome)
    {
        await Question.Billed.AskedOf(ScriptedBank.Saying(new BankReply.Found("Test BCA")), new(verdict));

        Assert.Equal([("sento", outcome)], _counted);
    }

    [Fact]
    public async Task Measures_the_bank_also_when_it_is_silent_or_breaks_down()
    {
        var bank = ScriptedBank.Silent();
        await (Question.Billed with { Budget = Question.ShortBudget }).AskedOf(bank, new());
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            Question.Billed.AskedOf(ScriptedBank.Throwing(new HttpRequestException()), new()));

        Assert.Equal(2, _seconds.Count);
        Assert.InRange(_seconds[0], Question.ShortBudget.TotalSeconds / 2, 30);   // timers may be early by a tick
        Assert.Equal(2, _spans.Count(span => span.OperationName == "look-up"));
        Assert.Equal([("sento", "pending"), ("sento", "error")], _counted);
        Assert.Contains(_spans, span => span.Status is System.Diagnostics.ActivityStatusCode.Error);
    }

    [Fact]
    public async Task Does_not_measure_a_bank_that_was_not_asked()
    {
        await (Question.Billed with { Account = new("999", "1") }).AskedOf(ScriptedBank.Silent(), new());

        Assert.Empty(_seconds);
        Assert.Equal([("sento", "bank_not_supported")], _counted);
    }

    [Theory]
    [InlineData("8753293240", "******3240")]
    [InlineData("12341234", "********")]
    public async Task Traces_a_masked_account_and_no_name(string number, string masked)
    {
        var inquiry = Question.Billed with { Account = new("014", number) };

        await inquiry.AskedOf(ScriptedBank.Saying(new BankReply.Found("John Doe")), new());

        var tags = _spans.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Value}").ToArray();
        Assert.Equal(2, _spans.Count);
        Assert.Contains(masked, tags);
        Assert.DoesNotContain(tags, tag => IsPersonal(tag, number));
    }

    [Fact]
    public async Task Logs_a_masked_account_and_a_masked_name()
    {
        var log = new KeptLog<AccountInquiries>();
        var bank = ScriptedBank.Saying(new BankReply.Found("John Doe"));

        await new InquiryEngine(bank, new ScriptedInquiryLog(), Question.Now, log).Inquiries
            .Ask(Question.Billed, TestContext.Current.CancellationToken);

        Assert.Contains(log.Texts, text => text.Contains("******3240 is Found J*** D**", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Texts, text => IsPersonal(text, Question.Billed.Account.Number));
    }

    static bool IsPersonal(string text, string number) =>
        text.Contains(number, StringComparison.Ordinal)
        || text.Contains("John", StringComparison.Ordinal)
        || text.Contains("Doe", StringComparison.Ordinal);

    void Count(
        Instrument instrument, long count, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        Assert.Equal(("periksa.inquiries", 1), (instrument.Name, count));
        var named = tags.ToArray().ToDictionary();
        Assert.Equal(2, named.Count);
        _counted.Add(((string?)named["dialect"], (string?)named["outcome"]));
    }

    void Measure(
        Instrument instrument, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        Assert.Equal(("periksa.upstream.duration", "s"), (instrument.Name, instrument.Unit));
        Assert.Empty(tags.ToArray());
        _seconds.Add(seconds);
    }
}
