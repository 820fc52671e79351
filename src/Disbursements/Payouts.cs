using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Periksa.Callbacks;
using Periksa.Postgres;
using Periksa.Telemetry;

namespace Periksa.Disbursements;

/// <summary>Has the bank pay what accounts were debited for, whichever host took the wish: sends each order once,
/// asks about those without a word for as long as it takes, and ends them.</summary>
/// <remarks>
/// A payout is taken before it is sent, and that is committed first. Who takes one that was taken before cannot
/// know whether it was sent: it asks, and sends only what the bank says it never had. For a while after a restore
/// that is so for every payout.
/// </remarks>
public sealed partial class Payouts(
    PayoutBanks banks,
    IDisbursementStore books,
    CallbackComposer callbacks,
    TimeProvider clock,
    ISharedClock shared,
    ILogger<Payouts> log,
    DisbursementRemarks? remarks = null) : BackgroundService
{
    /// <summary>Each is a question or an order on its way, and waits for two seconds at most.</summary>
    const int AtOnce = 2048;

    /// <summary>Questions leave room for what was never sent.</summary>
    const int AsksAtOnce = AtOnce / 2;

    /// <summary>A silent bank takes no more than its part, nor does a silent connector that pays into many.</summary>
    const int PerBankAtOnce = AtOnce / 4;

    const int PageSize = 256;

    // Whoever sends money through a bank has heard by then; from then on a person is to look.
    static readonly TimeSpan Overdue = TimeSpan.FromHours(1);

    const int PartOfAge = 30;

    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    readonly ConcurrentDictionary<DisbursementId, (OpenPayout Payout, Task Done)> _underWay = [];

    /// <summary>Takes what is due now and begins with it. It does not wait for the bank.</summary>
    /// <returns>How many it took.</returns>
    public async Task<int> TakeDue(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();   // not later: what is taken is begun
        if (Room() is not { } room)
            return 0;

        var turn = Turn.Begin();
        var taken = await books.Take(room, shared.Now);
        foreach (var payout in taken)
            Begin(payout, turn);

        return taken.Count;
    }

    /// <summary>Takes all that is due now, as far as there is room for it.</summary>
    public async Task TakeAllDue(CancellationToken cancel)
    {
        while (await TakeDue(cancel) >= PageSize)
        {
            // There may be more.
        }
    }

    /// <summary>Lets what is under way come to its end: each lasts a bank's budget and a little.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_underWay.Values.Select(one => one.Done));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (shared.MayDecide)
                    await TakeAllDue(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Postponed(log, e);
            }
        }
    }

    PayoutRoom? Room()
    {
        var underWay = _underWay.Values.Select(one => one.Payout).ToArray();
        var free = Math.Min(PageSize, AtOnce - underWay.Length);
        if (free <= 0)
            return null;

        var asks = AsksAtOnce - underWay.Count(payout => payout.MayHaveBeenSent);
        return new(free, Math.Clamp(asks, 0, free), Full(underWay, one => one.Beneficiary.BankCode))
        {
            Connectors = banks.Connectors,
            FullConnectors = Full(underWay, one => one.Connector?.Value),
        };
    }

    static string[] Full(OpenPayout[] underWay, Func<Disbursement, string?> whose) =>
    [
        .. underWay.Select(payout => whose(payout.Disbursement)).OfType<string>().CountBy(name => name)
            .Where(one => one.Value >= PerBankAtOnce)
            .Select(one => one.Key),
    ];

    void Begin(OpenPayout payout, Turn turn)
    {
        var id = payout.Disbursement.Id;
        var begun = new TaskCompletionSource();
        _underWay[id] = (payout, begun.Task);
        _ = Task.Run(async () =>
        {
            try
            {
                await Follow(payout, turn);
            }
            catch (Exception e)
            {
                Log.NotFollowed(log, e, id);   // the lease runs out, and some host asks
            }
            finally
            {
                _underWay.TryRemove(id, out _);
                begun.SetResult();
            }
        });
    }

    async Task Follow(OpenPayout payout, Turn turn)
    {
        if (banks.Find(payout.Disbursement.Connector) is not { } bank)
        {
            Log.Forsaken(log, payout.Disbursement.Id, payout.Disbursement.Connector?.Value);
            await PutBack(payout, payout.Claim, "its connector is not configured", payout.UnlessSent);
            return;
        }

        var own = new PayoutTurn(payout, bank, turn, log);
        var heard = payout.Disbursement.Hear(await own.Take(), clock.GetUtcNow());
        if (heard.Status.IsOver())
        {
            await End(payout, heard);
            return;
        }

        var times = own.HasSent ? 1 : payout.Claim;
        await PutBack(payout, times, "the bank has not said yet", own.SentUntil, own.HasAsked);
    }

    async Task End(OpenPayout payout, Disbursement ended)
    {
        var reason = ended.Failure?.Reason ?? "the bank has paid";
        var isEnded = await callbacks.Write(
            ended,
            callback => books.End(ended, reason, callback, ended.Status.IsGivenBack() ? payout.Claim : null));

        if (isEnded)
            Metrics.CountPayout(ended);

        if (!isEnded && remarks is not null)
            await remarks.Compare(ended, reason, clock.GetUtcNow(), log);   // an operator may have been quicker
    }

    /// <param name="times">How often its bank has been told or asked since it was sent last.</param>
    Task PutBack(OpenPayout payout, int times, string reason, DateTimeOffset? sentUntil, bool isAsked = false)
    {
        var (now, pause) = (clock.GetUtcNow(), Pauses.After(times));

        // One that was sent again lately is young to a connector's bank, however often it was asked before.
        if (payout is { Disbursement.Connector: not null, SinceSent: { } since } && since < pause)
            pause = since > Pauses.Minimum ? since : Pauses.Minimum;

        // What has waited for long can wait a little longer, however often it is sent again meanwhile.
        var patient = (now - payout.Disbursement.PostedAt) / PartOfAge;
        if (payout.Disbursement.Connector is not null && patient > pause)
            pause = patient < Pauses.Maximum ? patient : Pauses.Maximum;

        if (payout.Disbursement.Connector is { } connector && now - payout.Disbursement.PostedAt > Overdue)
            Log.Overdue(log, payout.Disbursement.Id, connector.Value, payout.Disbursement.PostedAt);

        return books.PutBack(payout, now, now + pause, reason, sentUntil, isAsked);
    }

    static partial class Log
    {
        [LoggerMessage(7, LogLevel.Warning, "Payouts could not be taken yet; trying again")]
        public static partial void Postponed(ILogger log, Exception e);

        [LoggerMessage(8, LogLevel.Warning, "Payout {Id} could not be gone on with yet; some host will ask the bank")]
        public static partial void NotFollowed(ILogger log, Exception e, DisbursementId id);

        [LoggerMessage(153, LogLevel.Error,
            "Payout {Id} of {PostedAt} has no end yet: ask {Connector}'s provider what became of it")]
        public static partial void Overdue(ILogger log, DisbursementId id, string connector, DateTimeOffset postedAt);

        [LoggerMessage(151, LogLevel.Error,
            "Payout {Id} was given to {Connector}, which is not configured here: it stays pending, and nobody else is "
            + "sent it. Configure that connector again, with the account that is named behind it")]
        public static partial void Forsaken(ILogger log, DisbursementId id, string? connector);
    }
}
