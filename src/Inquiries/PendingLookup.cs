using System.Diagnostics;
using Periksa.Telemetry;

namespace Periksa.Inquiries;

/// <summary>A question that is on its way. Disposed of by all who wait for it, it tells the connector that nobody waits
/// any more.</summary>
public sealed class PendingLookup : IDisposable
{
    readonly SharedQuestion _question;
    readonly Trail _trail;
    int _isDisposed;

    internal PendingLookup(SharedQuestion question, Trail trail, bool isShared) =>
        (_question, _trail, IsShared) = (question, trail, isShared);

    /// <summary>Compares an answer with another provider's.</summary>
    internal Action<LookupResult>? Compared { get; init; }

    /// <summary>Says that the caller has its answer: others may be asked now, to compare.</summary>
    public void Compare()
    {
        if (_question.Result.IsCompletedSuccessfully)
            Compared?.Invoke(_question.Result.Result);
    }

    /// <summary>True if it is another inquiry's.</summary>
    public bool IsShared { get; }

    /// <summary>Waits for the reply. Past its patience it is unanswered, and the question is still on its
    /// way.</summary>
    public async Task<LookupResult> Wait(TimeSpan patience, CancellationToken cancel)
    {
        using var span = Metrics.Source.StartActivity("look-up", ActivityKind.Client);
        var start = Stopwatch.GetTimestamp();
        Owner(isGone: false);
        try
        {
            var result = await _question.Result.WaitAsync(patience, cancel) with { IsFromOutside = true };
            return result with { Source = result.Source ?? Shared, Steps = StepsTo(result) };
        }
        catch (Exception e) when (
            e is TimeoutException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            Owner(isGone: true);
            return new(InquiryOutcome.Unanswered) { Source = Shared, Steps = StepsTo(null) };
        }
        catch (OperationCanceledException)
        {
            Owner(isGone: true);
            throw;
        }
        finally
        {
            Metrics.UpstreamSeconds.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) is 0)
            _question.Dispose();
    }

    void Owner(bool isGone)
    {
        if (!IsShared)
            _question.IsOwnerGone = isGone;
    }

    // Of what was remembered or shared nobody was asked, whatever was meant to be.
    IReadOnlyList<RouteStep> StepsTo(LookupResult? result)
    {
        if (IsShared || result?.Source is not null)
        {
            _trail.Withdraw();
            var (kind, from, age) = result?.Source is AnswerSource.Remembered remembered
                ? (StepKind.Remembered, remembered.Connector, remembered.Age)
                : (StepKind.Shared, result?.Route, (TimeSpan?)null);
            if (from is { } route && result?.ToStep() is { } outcome)
                _trail.Spare(route, kind, outcome, age);
        }

        return _trail.Steps;
    }

    AnswerSource.Shared? Shared => IsShared ? new() : null;
}
