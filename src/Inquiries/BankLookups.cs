using System.Collections.Concurrent;
using Periksa.Inquiries.Remembering;

namespace Periksa.Inquiries;

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
    /// must be asked for. What is owed is asked for each time.</summary>
    public async ValueTask<LookupResult?> Remember(AccountInquiry inquiry, CancellationToken gone) =>
        prior is null || inquiry.Partner.WantsFreshAnswers || inquiry.IsVirtualAccount || !IsRouted(inquiry.Account)
            ? null
            : await prior.Find(inquiry.Account, gone) is { } known
                ? known with { Steps = Spared(known) }
                : null;

    /// <summary>True if a provider would be asked about an account.</summary>
    public bool IsRouted(BankAccount account, bool isVirtual = false) => connector.IsRouted(account, isVirtual);

    /// <summary>The route by which an account would be asked about now by a question of its own; <c>null</c> where
    /// there is none, or another question is under way that it can share.</summary>
    public RouteName? Plan(BankAccount account, bool isVirtual, Trail trail) =>
        !isVirtual && _underWay.ContainsKey(account) ? null : connector.Plan(account, isVirtual, trail);

    /// <summary>When a route is asked for an answer that is late.</summary>
    public LateTimes TimesOf(RouteName? route) => route is { } name ? connector.TimesOf(name) : LateTimes.Usual;

    /// <summary>An inquiry that ends when its route gives up, where that is before its caller does.</summary>
    public OpenInquiry Bounded(OpenInquiry inquiry) => inquiry with { GiveUpAt = End(inquiry, inquiry.Route) };

    /// <summary>Where the way of an inquiry is kept.</summary>
    public Trail Begin() => connector.Begin();

    /// <summary>The question of an inquiry that is not kept open.</summary>
    /// <remarks>What costs something is in the ledger before it is asked, so that a host that dies leaves it there.
    /// What costs nothing is written with its answer, and spares a write.</remarks>
    public BankQuestion Question(InquiryId id, AccountInquiry inquiry)
    {
        var trail = Begin();
        return new(id, inquiry.Account, inquiry.AskedAt)
        {
            IsVirtualAccount = inquiry.IsVirtualAccount,
            Intent = inquiry.Intent,
            Assign = step => step.Highest > Money.Zero ? Note(step) : Task.CompletedTask,
            Note = Note,
            Trail = trail,
        };

        Task Note(RouteStep step)
        {
            trail.MayBeWritten();
            return ledger.Write(id, inquiry.Partner.Id, inquiry.Account.BankCode, step);
        }
    }

    /// <summary>The question of an open inquiry, whose route is written down before it is asked.</summary>
    public BankQuestion Question(OpenInquiry inquiry)
    {
        var trail = inquiry.Trail ?? Begin();
        if (inquiry.Trail is null || trail.Steps.Any(step => step.Highest > Money.Zero))
            trail.MayBeWritten();   // by another host, or when it was opened

        return new(inquiry.Id, inquiry.Account, inquiry.AskedAt)
        {
            Route = inquiry.Route,
            ProviderId = inquiry.ProviderId,
            IsFollowedUp = inquiry.FollowUp is not null,
            IsVirtualAccount = inquiry.IsVirtualAccount,
            Intent = inquiry.Intent,
            Assign = step => Write(step, End(inquiry, step.Route)),
            Note = step => Write(step, giveUpAt: null),
            Keep = id => ledger.Keep(inquiry.Id, id),
            Trail = trail,
        };

        Task Write(RouteStep step, DateTimeOffset? giveUpAt)
        {
            trail.MayBeWritten();
            return ledger.Write(inquiry.Id, inquiry.Partner, inquiry.Account.BankCode, step, giveUpAt);
        }
    }

    /// <summary>Has written down what is known by now of an open inquiry that stays open: whoever closes it knows less
    /// of it.</summary>
    public async Task Note(OpenInquiry inquiry, IEnumerable<RouteStep> steps)
    {
        foreach (var step in steps)
        {
            var saysNoMore = step is { IsQuestion: true, Outcome: null or StepOutcome.Pending };
            if (saysNoMore && step.Highest > Money.Zero)
                continue;   // it was written down before it was asked

            inquiry.Trail?.MayBeWritten();
            await ledger.Write(inquiry.Id, inquiry.Partner, inquiry.Account.BankCode, step);
        }
    }

    /// <summary>Asks, or joins those who ask the same, and does not wait.</summary>
    /// <param name="isFresh">True for somebody who wants no answer that is remembered.</param>
    public PendingLookup Ask(BankQuestion question, bool isFresh = false)
    {
        if (question.IsVirtualAccount || !IsRouted(question.Account))
            return Begun(new((_, stop) => LookUpAlone(question, stop)), question);

        while (true)
        {
            _underWay.TryGetValue(question.Account, out var other);
            if (other?.TryJoin(isFresh) is true)
                return new(other, question.Trail, isShared: true);

            var own = new SharedQuestion((self, stop) => LookUp(self, question, isFresh, stop));
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
        var own = new SharedQuestion((_, stop) =>
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
        question.Trail.Hear(route, reply, question.Account);
        var result = await Conclude(question, Task.FromResult(reply));
        if (prior is not null && !question.IsVirtualAccount)
            prior.Learn(question.Account, question.AskedAt, result).LeaveAlone();

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

    DateTimeOffset End(OpenInquiry inquiry, RouteName? route) =>
        TimesOf(route).End(inquiry.AskedAt, inquiry.GiveUpAt);

    async Task<LookupResult> LookUpAlone(BankQuestion question, CancellationToken stop) =>
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
        return prior is null || result.Route is null || question.IsVirtualAccount
            ? result
            : await prior.Judge(question.Account, result);
    }

    async Task Keep(SharedQuestion own, BankQuestion question)
    {
        try
        {
            var result = await own.Result;
            if (prior is not null && !question.IsVirtualAccount)
                await prior.Learn(question.Account, question.AskedAt, result);

            // Whoever asked has been written down without it; it is paid for all the same.
            if (own.IsOwnerGone && question.Note is { } note)
            {
                foreach (var step in question.Trail.Steps)
                {
                    if (step is { IsQuestion: true, Outcome: not null })
                        await note(step);
                }
            }
        }
        finally
        {
            _underWay.TryRemove(new(question.Account, own));
        }
    }
}
