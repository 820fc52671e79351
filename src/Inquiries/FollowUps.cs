using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Periksa.Callbacks;

namespace Periksa.Inquiries;

/// <summary>Goes on with inquiries that had no final status within their budget, whichever host began them: waits
/// for the bank, asks again after a pause, and gives up when the time is over.</summary>
public sealed partial class FollowUps(
    BankLookups bankLookups,
    IInquiryLog inquiryLog,
    IOpenInquiries open,
    ICredentials credentials,
    CallbackComposer callbacks,
    TimeProvider clock,
    ISharedClock shared,
    ILogger<FollowUps> log) : BackgroundService
{
    const int AtOnce = 256;
    const int PageSize = 64;

    // Well below the time for which this host has the inquiry to itself.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static readonly TimeSpan PauseMinimum = TimeSpan.FromSeconds(1);
    static readonly TimeSpan PauseMaximum = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    // One entry for each piece of work; an inquiry may be in two for a moment.
    readonly ConcurrentDictionary<object, InquiryId> _underWay = [];


    /// <summary>Goes on waiting for a question that is on its way. It does not wait itself.</summary>
    public void GoOn(OpenInquiry inquiry, PendingLookup question) => Begin(inquiry, () => Follow(inquiry, question));

    /// <summary>Asks again after a pause. It does not wait itself.</summary>
    public void AskAgain(OpenInquiry inquiry) => Begin(inquiry, () => PutBack(inquiry));

    /// <summary>Fails what is out of time.</summary>
    /// <remarks>What cannot be closed now would only come again with the next page; it is tried again later.</remarks>
    public async Task GiveUpOverdue(CancellationToken cancel)
    {
        bool isThereMore;
        do
        {
            var late = await open.Overdue(shared.Now, PageSize, cancel);
            var closed = await Task.WhenAll(late.Select(GiveUp));
            isThereMore = late.Count == PageSize && !closed.Contains(false);
        }
        while (isThereMore);
    }

    /// <summary>Gives back what is under way, so that another host need not wait for it to be free.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var id in _underWay.Values)
            await TryGiveBack(id, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (shared.MayDecide)
                    await GiveUpOverdue(stoppingToken);
                if (shared.MayWork)
                    await TakeOver(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Postponed(log, e);
            }
        }
    }

    // As many as there is room for. What nobody is asked about waits for its end, or for a callback.
    async Task TakeOver(CancellationToken cancel)
    {
        for (var isThereMore = true; isThereMore && AtOnce - _underWay.Count is > 0 and var free;)
        {
            var room = Math.Min(PageSize, free);
            var taken = await open.Take(room, cancel);
            foreach (var inquiry in taken)
            {
                if (AskFor(inquiry) is { } question)
                    GoOn(inquiry, question);
                else
                    Begin(inquiry, () => LeaveToItsEnd(inquiry));
            }

            isThereMore = taken.Count == room;
        }
    }

    Task LeaveToItsEnd(OpenInquiry inquiry)
    {
        var left = inquiry.GiveUpAt - clock.GetUtcNow();
        return open.PutBack(inquiry.Id, left > PauseMinimum ? left : PauseMinimum, CancellationToken.None);
    }

    // One that shared another's question has asked nobody yet: that ended without an answer, or its host is gone.
    PendingLookup? AskFor(OpenInquiry inquiry) =>
        inquiry.Route is null && bankLookups.IsRouted(inquiry.Account, inquiry.IsVirtualAccount)
        ? bankLookups.Ask(bankLookups.Question(inquiry), PartnerOf(inquiry)?.WantsFreshAnswers is true)
        : bankLookups.AskAgain(bankLookups.Question(inquiry));

    // What fails here is not lost: the inquiry stays open, and some host asks again when nobody has it any more.
    void Begin(OpenInquiry inquiry, Func<Task> work)
    {
        var entry = new object();
        _underWay[entry] = inquiry.Id;
        _ = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            catch (Exception e)
            {
                Log.NotFollowed(log, e, inquiry.Id);
            }
            finally
            {
                _underWay.TryRemove(entry, out _);
            }
        });
    }

    // False where it stays open: that must not keep others from being given up or taken over.
    async Task<bool> GiveUp(OpenInquiry inquiry)
    {
        try
        {
            return await Close(inquiry, Unanswered(inquiry));
        }
        catch (Exception e)
        {
            Log.NotFollowed(log, e, inquiry.Id);
            return false;
        }
    }

    // That its route was asked may stand nowhere else.
    LookupResult Unanswered(OpenInquiry inquiry)
    {
        var trail = bankLookups.Begin();
        trail.MayBeWritten();
        if (inquiry.Route is { } route)
            trail.Ask(route);

        return new(InquiryOutcome.Unanswered) { Steps = trail.Steps };
    }

    async Task TryGiveBack(InquiryId id, CancellationToken cancel)
    {
        try
        {
            await open.PutBack(id, TimeSpan.Zero, cancel);
        }
        catch (Exception e)
        {
            Log.NotFollowed(log, e, id);   // it is free in a while
        }
    }

    async Task Follow(OpenInquiry inquiry, PendingLookup question)
    {
        using var asked = question;
        var finding = await asked.Wait(Patience, CancellationToken.None);

        if (finding.IsFinal)
        {
            await Close(inquiry, finding);
            return;
        }

        await bankLookups.Note(inquiry, finding.Steps);
        if (inquiry.Route is { } route && (question.IsShared || finding.HasLeftOut(route)))
            await open.Unassign(inquiry.Id);

        await PutBack(inquiry);
    }

    // Until its route's next time. It may have another route than it was planned to have, or be closed by now.
    async Task PutBack(OpenInquiry inquiry)
    {
        if (await open.Find(inquiry.Id, CancellationToken.None) is { } now)
            inquiry = now;

        var pause = bankLookups.TimesOf(inquiry.Route).Pause(inquiry.Asked) ?? UsualPause(inquiry);
        await open.PutBack(inquiry.Id, pause, CancellationToken.None);
    }

    // The longer it has taken, the longer the pause.
    TimeSpan UsualPause(OpenInquiry inquiry)
    {
        var pause = (clock.GetUtcNow() - inquiry.AskedAt) / 2;
        return pause < PauseMinimum ? PauseMinimum : pause > PauseMaximum ? PauseMaximum : pause;
    }

    // Another host may have been quicker; then there is nothing left to do. False when there was no room to write it
    // down.
    async Task<bool> Close(OpenInquiry inquiry, LookupResult finding)
    {
        var bank = BankList.Published.Find(inquiry.Account.BankCode)!;
        var partner = PartnerOf(inquiry);
        var record = new InquiryRecord(
            inquiry.Id,
            inquiry.AskedAt,
            inquiry.Dialect,
            inquiry.Partner,
            inquiry.Account,
            finding.Outcome,
            finding.HolderName,
            Price: null,
            finding.Outcome is InquiryOutcome.NotFound ? partner?.MissBudget : null,
            inquiry.Keys)
        {
            Steps = finding.Steps,
            IsVirtualAccount = inquiry.IsVirtualAccount,
            Owed = finding.Owed,
        };

        var entry = await callbacks.Write(record, inquiry.FollowUp?.Credential, bank, one => inquiryLog.Close(one));
        return entry.Verdict is not InquiryVerdict.QueueFull;
    }

    Partner? PartnerOf(OpenInquiry inquiry) => inquiry.FollowUp is null
        ? null
        : credentials.Find(inquiry.Dialect, inquiry.FollowUp.Credential)?.Partner;

    static partial class Log
    {
        [LoggerMessage(2, LogLevel.Warning, "Open inquiries could not be gone on with yet; trying again")]
        public static partial void Postponed(ILogger log, Exception e);

        [LoggerMessage(3, LogLevel.Warning, "Inquiry {Id} could not be followed up yet; some host will try again")]
        public static partial void NotFollowed(ILogger log, Exception e, InquiryId id);
    }
}
