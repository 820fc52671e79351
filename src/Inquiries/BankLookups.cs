using System.Collections.Concurrent;
using System.Diagnostics;
using Periksa.Inquiries.Remembering;
using Periksa.Telemetry;

namespace Periksa.Inquiries;

/// <summary>The result of looking up an account.</summary>
public sealed record LookupResult(InquiryOutcome Outcome, string? HolderName = null, Money? Owed = null)
{
    /// <summary>True if an outside party was asked for it.</summary>
    public bool IsFromOutside { get; init; }

    /// <summary>Why it was not found.</summary>
    public AccountAbsence Absence { get; init; }

    /// <summary>The route that it came by; <c>null</c> where there was none.</summary>
    public RouteName? Route { get; init; }

    /// <summary>Where it is from; <c>null</c> where it answers a question of its own, or nobody was asked.</summary>
    public AnswerSource? Source { get; init; }

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

    /// <summary>The same as a reply; <c>null</c> where it is neither a yes nor a no.</summary>
    internal BankReply? ToReply() => Outcome switch
    {
        InquiryOutcome.Found => new BankReply.Found(HolderName!),
        InquiryOutcome.NotFound => new BankReply.NotFound(Absence),
        _ => null,
    };

    /// <summary>The same for the ledger of questions; <c>null</c> where it is neither a yes nor a no.</summary>
    internal StepOutcome? ToStep() => Outcome switch
    {
        InquiryOutcome.Found => StepOutcome.Found,
        InquiryOutcome.NotFound => StepOutcome.NotFound,
        _ => null,
    };
}

/// <summary>The side of the desk where the bank is.</summary>
/// <remarks>Two questions about one account are one while it is under way on this host: the second waits for the
/// first one's answer.</remarks>
/// <param name="prior">What earlier questions have brought; <c>null</c>: nothing is remembered.</param>
public sealed class BankLookups(IConnector connector, IQuestionLedger ledger, PriorAnswers? prior = null)
{
    readonly ConcurrentDictionary<BankAccount, SharedQuestion> _underWay = [];

    /// <summary>The result that is known without asking an outside party; <c>null</c> when one must be
    /// asked.</summary>
    public LookupResult? Know(BankAccount account) =>
        connector.Know(account) is { } reply ? LookupResult.Of(reply, account) : null;

    /// <summary>The result that was asked for before, where that is remembered and young enough; <c>null</c> where one
    /// must be asked for.</summary>
    public async ValueTask<LookupResult?> Remember(AccountInquiry inquiry, CancellationToken gone) =>
        prior is null || inquiry.Partner.WantsFreshAnswers || !IsRouted(inquiry.Account)
            ? null
            : await prior.Find(inquiry.Account, gone) is { } known
                ? known with { Steps = Spared(known) }
                : null;

    /// <summary>True if a provider would be asked about an account.</summary>
    public bool IsRouted(BankAccount account) => connector.IsRouted(account);

    /// <summary>The route by which an account would be asked about now by a question of its own; <c>null</c> where there
    /// is none, or another question is under way that it can share.</summary>
    public RouteName? Plan(BankAccount account, Trail trail) =>
        _underWay.ContainsKey(account) ? null : connector.Plan(account, trail);

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

    /// <summary>Asks, or joins those who ask the same, and does not wait.</summary>
    /// <param name="isFresh">True for somebody who wants no answer that is remembered.</param>
    public PendingLookup Ask(BankQuestion question, bool isFresh = false)
    {
        if (!IsRouted(question.Account))
            return Begun(new(question.Id, (_, stop) => Unrouted(question, stop)), question);

        while (true)
        {
            _underWay.TryGetValue(question.Account, out var other);
            if (other?.TryJoin(isFresh) is true)
                return new(other, question.Trail, isShared: true);

            var own = new SharedQuestion(question.Id, (self, stop) => LookUp(self, question, isFresh, stop));
            if (other is null
                ? !_underWay.TryAdd(question.Account, own)
                : !_underWay.TryUpdate(question.Account, own, other))
            {
                continue;
            }

            Keep(own, question).LeaveAlone();
            return Begun(own, question);
        }
    }

    /// <summary>Asks again, and does not wait; <c>null</c> where nobody is to be asked twice.</summary>
    public PendingLookup? AskAgain(BankQuestion question)
    {
        var isAsked = false;
        var own = new SharedQuestion(question.Id, (_, stop) =>
        {
            var reply = connector.LookUpAgain(question, stop);
            isAsked = reply is not null;
            reply ??= Task.FromResult<BankReply>(new BankReply.Pending());
            return Conclude(question, reply);
        });

        var pending = Begun(own, question);
        if (isAsked)
        {
            Keep(own, question).LeaveAlone();
            return pending;
        }

        pending.Dispose();
        return null;
    }

    /// <summary>What may be concluded from an answer that came by itself. It is learned.</summary>
    public async Task<LookupResult> Hear(BankQuestion question, RouteName route, BankReply reply)
    {
        question.Trail.Hear(route, reply.OutcomeFor(question.Account));
        var result = await Conclude(question, Task.FromResult(reply));
        prior?.Learn(question.Account, question.AskedAt, result).LeaveAlone();
        return result with { IsFromOutside = true, Steps = question.Trail.Steps };
    }

    PendingLookup Begun(SharedQuestion own, BankQuestion question)
    {
        own.Begin();
        return new(own, question.Trail, isShared: false)
        {
            Compared = result =>
            {
                if (result is { Source: null } && result.ToReply() is { } reply)
                    connector.Compare(question, reply);
            },
        };
    }

    IReadOnlyList<RouteStep> Spared(LookupResult known)
    {
        var trail = Begin();
        if (known is { Source: AnswerSource.Remembered(var connector, var age) } && known.ToStep() is { } outcome)
            trail.Spare(connector, StepKind.Remembered, outcome, age);

        return trail.Steps;
    }

    async Task<LookupResult> Unrouted(BankQuestion question, CancellationToken stop) =>
        LookupResult.Of(await connector.LookUp(question, stop), question.Account);

    async Task<LookupResult> LookUp(
        SharedQuestion own, BankQuestion question, bool isFresh, CancellationToken stop)
    {
        // Since its caller looked, another's question may have come to its end. What it brought was learned before it
        // ceased to be shared, so either this finds it or there was none.
        if (prior is not null && !isFresh && await prior.TryFind(question.Account) is { } known)
            return known;

        own.IsAsking = true;
        return await Conclude(question, connector.LookUp(question, stop));
    }

    // The route is known when the reply is there.
    async Task<LookupResult> Conclude(BankQuestion question, Task<BankReply> replying)
    {
        var result = LookupResult.Of(await replying, question.Account) with { Route = question.Trail.AnsweredBy };
        return prior is null || result.Route is null ? result : await prior.Judge(question.Account, result);
    }

    async Task Keep(SharedQuestion own, BankQuestion question)
    {
        try
        {
            var result = await own.Result;
            if (prior is not null)
                await prior.Learn(question.Account, question.AskedAt, result);
        }
        finally
        {
            _underWay.TryRemove(new(question.Account, own));
        }
    }
}

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

        try
        {
            var result = await _question.Result.WaitAsync(patience, cancel) with { IsFromOutside = true };
            return (IsShared ? result with { Source = result.Source ?? Shared } : result) with { Steps = StepsTo(result) };
        }
        catch (Exception e) when (
            e is TimeoutException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new(InquiryOutcome.Unanswered) { Source = IsShared ? Shared : null, Steps = StepsTo(null) };
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

    AnswerSource Shared => new AnswerSource.Shared(_question.Id);
}
