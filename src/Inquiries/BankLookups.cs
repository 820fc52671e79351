using System.Collections.Concurrent;
using System.Diagnostics;
using Periksa.Inquiries.Remembering;
using Periksa.Telemetry;

namespace Periksa.Inquiries;

/// <summary>The result of looking up an account.</summary>
public readonly record struct LookupResult(InquiryOutcome Outcome, string? HolderName = null, Money? Owed = null)
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

    internal static LookupResult Of(BankReply reply, BankAccount asked) => reply switch
    {
        { About: { } other } when BankAccount.Of(other.BankCode, other.Number) != asked => new(InquiryOutcome.Unclear),
        BankReply.Found found when HolderNames.IsBlank(found.HolderName) => new(InquiryOutcome.Unclear),
        BankReply.Found found => new(InquiryOutcome.Found, found.HolderName),
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
/// <remarks>Two questions about one account are one while it is under way on this host: the second waits for the
/// first one's answer.</remarks>
/// <param name="prior">What earlier questions have brought; <c>null</c>: nothing is remembered.</param>
public sealed class BankLookups(IConnector connector, PriorAnswers? prior = null)
{
    readonly ConcurrentDictionary<BankAccount, SharedQuestion> _underWay = [];

    /// <summary>The result that is known without asking an outside party; <c>null</c> when one must be
    /// asked.</summary>
    public LookupResult? Know(BankAccount account) =>
        connector.Know(account) is { } reply ? LookupResult.Of(reply, account) : null;

    /// <summary>The result that was asked for before, where that is remembered and young enough; <c>null</c> where one
    /// must be asked for.</summary>
    public async ValueTask<LookupResult?> Remember(AccountInquiry inquiry, CancellationToken gone) =>
        prior is null || inquiry.Partner.WantsFreshAnswers || Plan(inquiry.Account) is null
            ? null
            : await prior.Find(inquiry.Account, gone);

    /// <summary>The route by which an account would be asked about now; <c>null</c> where there are none.</summary>
    public RouteName? Plan(BankAccount account) => connector.Plan(account);

    /// <summary>The same for a question of its own; <c>null</c> too where another is under way that it can
    /// share.</summary>
    public RouteName? PlanOwn(BankAccount account) => _underWay.ContainsKey(account) ? null : Plan(account);

    /// <summary>Asks, or joins those who ask the same, and does not wait.</summary>
    /// <param name="isFresh">True for somebody who wants no answer that is remembered.</param>
    public PendingLookup Ask(BankQuestion question, bool isFresh = false)
    {
        if (Plan(question.Account) is not { } route)
            return Begun(new(question.Id, (_, stop) => Unrouted(question, stop)));

        while (true)
        {
            _underWay.TryGetValue(question.Account, out var other);
            if (other?.TryJoin(isFresh) is true)
                return new(other, isShared: true);

            var own = new SharedQuestion(question.Id, (self, stop) => LookUp(self, question, route, isFresh, stop));
            if (other is null
                ? !_underWay.TryAdd(question.Account, own)
                : !_underWay.TryUpdate(question.Account, own, other))
            {
                continue;
            }

            Keep(own, question).LeaveAlone();
            return Begun(own);
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
            return Conclude(question, reply, () => question.Route);
        });

        var pending = Begun(own);
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
        var result = await Conclude(question, Task.FromResult(reply), () => route);
        prior?.Learn(question.Account, question.AskedAt, result).LeaveAlone();
        return result with { IsFromOutside = true };
    }

    static PendingLookup Begun(SharedQuestion question)
    {
        question.Begin();
        return new(question, isShared: false);
    }

    async Task<LookupResult> Unrouted(BankQuestion question, CancellationToken stop) =>
        LookupResult.Of(await connector.LookUp(question, stop), question.Account);

    async Task<LookupResult> LookUp(
        SharedQuestion own, BankQuestion question, RouteName route, bool isFresh, CancellationToken stop)
    {
        // Since its caller looked, another's question may have come to its end. What it brought was learned before it
        // ceased to be shared, so either this finds it or there was none.
        if (prior is not null && !isFresh && await prior.TryFind(question.Account) is { } known)
            return known;

        own.IsAsking = true;
        var asked = question with
        {
            Assign = async another =>
            {
                if (question.Assign is { } assign)
                    await assign(another);

                route = another;
            },
        };
        return await Conclude(question, connector.LookUp(asked, stop), () => route);
    }

    // The route is known when the reply is there.
    async Task<LookupResult> Conclude(BankQuestion question, Task<BankReply> replying, Func<RouteName?> route)
    {
        var result = LookupResult.Of(await replying, question.Account) with { Route = route() };
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
    int _isDisposed;

    internal PendingLookup(SharedQuestion question, bool isShared) => (_question, IsShared) = (question, isShared);

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
            return IsShared ? result with { Source = result.Source ?? Shared } : result;
        }
        catch (Exception e) when (
            e is TimeoutException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new(InquiryOutcome.Unanswered) { Source = IsShared ? Shared : null };
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

    AnswerSource Shared => new AnswerSource.Shared(_question.Id);
}
