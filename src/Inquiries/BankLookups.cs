using System.Diagnostics;
using Periksa.Telemetry;

namespace Periksa.Inquiries;

/// <summary>The result of looking up an account.</summary>
public readonly record struct LookupResult(InquiryOutcome Outcome, string? HolderName = null, Money? Owed = null)
{
    /// <summary>True if an outside party was asked for it.</summary>
    public bool IsFromOutside { get; init; }

    /// <summary>Why it was not found.</summary>
    public AccountAbsence Absence { get; init; }

    /// <summary>True if asking again could not change it.</summary>
    public bool IsFinal => Outcome is not (InquiryOutcome.Unanswered or InquiryOutcome.Unclear);

    internal static LookupResult Of(BankReply reply, BankAccount asked) => reply switch
    {
        { About: { } other } when BankAccount.Of(other.BankCode, other.Number) != asked => new(InquiryOutcome.Unclear),
        BankReply.Found found when HolderNames.IsBlank(found.HolderName) => new(InquiryOutcome.Unclear),
        BankReply.Found found => new(InquiryOutcome.Found, found.HolderName, found.Owed),
        BankReply.NotFound no => new(InquiryOutcome.NotFound) { Absence = no.Why },
        BankReply.Failed => new(InquiryOutcome.Failed),
        BankReply.Pending pending => new(
            HolderNames.IsBlank(pending.HolderName) ? InquiryOutcome.Unanswered : InquiryOutcome.Unclear),
        BankReply.Unclear => new(InquiryOutcome.Unclear),
        BankReply.NotAsked => new(InquiryOutcome.Failed),
        _ => throw new UnreachableException(),
    };
}

/// <summary>The side of the desk where the bank is.</summary>
public sealed class BankLookups(IConnector connector)
{
    /// <summary>The result that is known without asking an outside party; <c>null</c> when one must be
    /// asked.</summary>
    public LookupResult? Know(BankAccount account) =>
        connector.Know(account) is { } reply ? LookupResult.Of(reply, account) : null;

    /// <summary>The route by which an account would be asked about now; <c>null</c> where there are none.</summary>
    public RouteName? Plan(BankAccount account, bool isVirtual) =>
        isVirtual ? connector.PlanVirtual(account) : connector.Plan(account);

    /// <summary>When a route is asked for an answer that is late.</summary>
    public LateTimes TimesOf(RouteName? route) => route is { } name ? connector.TimesOf(name) : LateTimes.Usual;

    /// <summary>Asks, and does not wait.</summary>
    public PendingLookup Ask(BankQuestion question) => new(question.Account, stop => connector.LookUp(question, stop));

    /// <summary>Asks again, and does not wait; <c>null</c> where nobody is to be asked twice.</summary>
    public PendingLookup? AskAgain(BankQuestion question)
    {
        var isAsked = false;
        var pending = new PendingLookup(question.Account, stop =>
        {
            var reply = connector.LookUpAgain(question, stop);
            isAsked = reply is not null;
            return reply ?? Task.FromResult<BankReply>(new BankReply.Pending());
        });

        if (isAsked)
            return pending;

        pending.Dispose();
        return null;
    }
}

/// <summary>A question that is on its way. Disposed of, it tells the connector that nobody waits any more.</summary>
public sealed class PendingLookup : IDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly BankAccount _account;
    readonly Task<BankReply> _reply;

    internal PendingLookup(BankAccount account, Func<CancellationToken, Task<BankReply>> ask) =>
        (_account, _reply) = (account, Ask(ask, _stop.Token));

    /// <summary>Waits for the reply. Past its patience it is unanswered, and the question is still on its
    /// way.</summary>
    public async Task<LookupResult> Wait(TimeSpan patience, CancellationToken cancel)
    {
        using var span = Metrics.Source.StartActivity("look-up", ActivityKind.Client);
        var start = Stopwatch.GetTimestamp();

        try
        {
            return LookupResult.Of(await _reply.WaitAsync(patience, cancel), _account) with { IsFromOutside = true };
        }
        catch (Exception e) when (
            e is TimeoutException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new(InquiryOutcome.Unanswered);
        }
        finally
        {
            Metrics.UpstreamSeconds.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    // A connector that throws before it waits is to look like any other that fails.
    static async Task<BankReply> Ask(Func<CancellationToken, Task<BankReply>> ask, CancellationToken stop) =>
        await ask(stop);
}
