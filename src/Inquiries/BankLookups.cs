using System.Diagnostics;
using Periksa.Telemetry;

namespace Periksa.Inquiries;

/// <summary>The result of looking up an account.</summary>
public sealed record LookupResult(InquiryOutcome Outcome, string? HolderName = null, Money? Owed = null)
{
    /// <summary>True if an outside party was asked for it.</summary>
    public bool IsFromOutside { get; init; }

    /// <summary>Why it was not found.</summary>
    public AccountAbsence Absence { get; init; }

    /// <summary>True if asking again could not change it.</summary>
    public bool IsFinal => Outcome is not (InquiryOutcome.Unanswered or InquiryOutcome.Unclear);

    /// <summary>The way to it.</summary>
    public IReadOnlyList<RouteStep> Steps { get; init; } = [];

    internal static LookupResult Of(BankReply reply, BankAccount asked) => reply.To(asked) switch
    {
        BankReply.Found found => new(InquiryOutcome.Found, found.HolderName),
        BankReply.NotFound no => new(InquiryOutcome.NotFound) { Absence = no.Why },
        BankReply.Failed or BankReply.NotAsked => new(InquiryOutcome.Failed),
        BankReply.Pending => new(InquiryOutcome.Unanswered),
        BankReply.Unclear => new(InquiryOutcome.Unclear),
        _ => throw new UnreachableException(),
    };
}

/// <summary>The side of the desk where the bank is.</summary>
public sealed class BankLookups(IConnector connector, IQuestionLedger ledger)
{
    /// <summary>The result that is known without asking an outside party; <c>null</c> when one must be
    /// asked.</summary>
    public LookupResult? Know(BankAccount account) =>
        connector.Know(account) is { } reply ? LookupResult.Of(reply, account) : null;

    /// <summary>The route by which an account would be asked about now; <c>null</c> where there are none.</summary>
    public RouteName? Plan(BankAccount account, Trail trail) => connector.Plan(account, trail);

    /// <summary>Where the way of an inquiry is kept.</summary>
    public Trail Begin() => connector.Begin();

    /// <summary>The question of an inquiry that is not kept open.</summary>
    /// <remarks>What costs something is in the ledger before it is asked, so that a host that dies leaves it there.
    /// What costs nothing is written with its answer, and spares a write.</remarks>
    public BankQuestion Question(InquiryId id, AccountInquiry inquiry)
    {
        return new(id, inquiry.Account, inquiry.AskedAt)
        {
            Assign = step => step.Highest > Money.Zero ? Note(step) : Task.CompletedTask,
            Note = Note,
            Trail = Begin(),
        };

        Task Note(RouteStep step) => ledger.Write(id, inquiry.Partner.Id, inquiry.Account.BankCode, step);
    }

    /// <summary>The question of an open inquiry, whose route is written down before it is asked.</summary>
    public BankQuestion Question(OpenInquiry inquiry)
    {
        return new(inquiry.Id, inquiry.Account, inquiry.AskedAt)
        {
            Route = inquiry.Route,
            Assign = step => Write(step, isOpen: true),
            Note = step => Write(step, isOpen: false),
            Trail = inquiry.Trail ?? Begin(),
        };

        Task Write(RouteStep step, bool isOpen) =>
            ledger.Write(inquiry.Id, inquiry.Partner, inquiry.Account.BankCode, step, isOpen);
    }

    /// <summary>Asks, and does not wait.</summary>
    public PendingLookup Ask(BankQuestion question) =>
        new(question, stop => connector.LookUp(question, stop), connector.Compare);

    /// <summary>Asks again, and does not wait; <c>null</c> where nobody is to be asked twice.</summary>
    public PendingLookup? AskAgain(BankQuestion question)
    {
        var isAsked = false;
        var pending = new PendingLookup(question, stop =>
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
    readonly BankQuestion _question;
    readonly Task<BankReply> _reply;

    readonly Action<BankQuestion, BankReply>? _compare;

    internal PendingLookup(
        BankQuestion question,
        Func<CancellationToken, Task<BankReply>> ask,
        Action<BankQuestion, BankReply>? compare = null) =>
        (_question, _compare, _reply) = (question, compare, Ask(ask, _stop.Token));

    /// <summary>Says that the caller has its answer: others may be asked now, to compare.</summary>
    public void Compare()
    {
        if (_reply.IsCompletedSuccessfully)
            _compare?.Invoke(_question, _reply.Result);
    }

    /// <summary>Waits for the reply. Past its patience it is unanswered, and the question is still on its
    /// way.</summary>
    public async Task<LookupResult> Wait(TimeSpan patience, CancellationToken cancel)
    {
        using var span = Metrics.Source.StartActivity("look-up", ActivityKind.Client);
        var start = Stopwatch.GetTimestamp();

        try
        {
            var reply = await _reply.WaitAsync(patience, cancel);
            return LookupResult.Of(reply, _question.Account) with
            {
                IsFromOutside = true,
                Steps = _question.Trail.Steps,
            };
        }
        catch (Exception e) when (
            e is TimeoutException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new(InquiryOutcome.Unanswered) { Steps = _question.Trail.Steps };
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
