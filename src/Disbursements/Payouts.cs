using System.Collections.Concurrent;
using System.Diagnostics;
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
    IPayoutBank bank,
    IDisbursementStore books,
    CallbackComposer callbacks,
    TimeProvider clock,
    ISharedClock shared,
    ILogger<Payouts> log) : BackgroundService
{
    /// <summary>Each is a question or an order on its way, and waits for two seconds at most.</summary>
    const int AtOnce = 2048;

    /// <summary>Questions leave room for what was never sent.</summary>
    const int AsksAtOnce = AtOnce / 2;

    /// <summary>A silent bank takes no more than its part.</summary>
    const int PerBankAtOnce = AtOnce / 4;

    const int PageSize = 256;

    /// <summary>The time the bank may take before the transfer is shown as pending.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    // Well below the lease: a host that stood still for longer must not send what another has asked about
    // meanwhile.
    static readonly TimeSpan SendWithin = TimeSpan.FromSeconds(4);

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
        var full = underWay.CountBy(payout => payout.Disbursement.Beneficiary.BankCode)
            .Where(bank => bank.Value >= PerBankAtOnce)
            .Select(bank => bank.Key);

        return new(free, Math.Clamp(asks, 0, free), [.. full]);
    }

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
        var order = OrderOf(payout.Disbursement);
        var reply = payout.MayHaveBeenSent
            ? await AskFirst(order, payout.Disbursement.Id, turn)
            : await Send(order, turn);

        var heard = payout.Disbursement.Hear(reply, clock.GetUtcNow());
        if (heard.Status.IsOver())
            await End(payout, heard);
        else
            await PutBack(payout);
    }

    async Task<PayoutReply> AskFirst(PayoutOrder order, DisbursementId row, Turn turn)
    {
        var reply = await Guarded(order, cancel => bank.Ask(order, cancel));

        // Earlier builds sent orders under the row's own id.
        if (reply is PayoutReply.NeverHad)
            reply = await Guarded(order, cancel => bank.Ask(order with { Id = new(row.Value) }, cancel));

        return reply is PayoutReply.NeverHad ? await Send(order, turn) : reply;
    }

    async Task<PayoutReply> Send(PayoutOrder order, Turn turn) =>
        turn.Elapsed < SendWithin
            ? await Guarded(order, cancel => bank.Pay(order, cancel))
            : new PayoutReply.NoWord();

    // A connector that fails has not said that the bank did: unclear means pending.
    async Task<PayoutReply> Guarded(PayoutOrder order, Func<CancellationToken, Task<PayoutReply>> ask)
    {
        var start = Stopwatch.GetTimestamp();
        using var patience = new CancellationTokenSource(Budget);
        try
        {
            return (await ask(patience.Token).WaitAsync(Budget)).To(order.Beneficiary);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return new PayoutReply.NoWord();
        }
        catch (Exception e)
        {
            Log.ConnectorFailed(log, e);
            return new PayoutReply.NoWord();
        }
        finally
        {
            Metrics.UpstreamSeconds.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    async Task End(OpenPayout payout, Disbursement ended)
    {
        var reason = ended.Failure?.Reason ?? "the bank has paid";
        var isEnded = await callbacks.Write(
            ended, callback => books.End(ended, reason, callback));

        if (isEnded)
            Metrics.CountPayout(ended);
    }

    Task PutBack(OpenPayout payout)
    {
        var now = clock.GetUtcNow();
        return books.PutBack(
            payout, now, now + Pauses.After(payout.Claim), "the bank has not said yet");
    }

    static PayoutOrder OrderOf(Disbursement disbursement) => new(
        PayoutOrderId.Of(disbursement.Account, disbursement.Reference),
        disbursement.TransactionId,
        disbursement.Beneficiary,
        disbursement.Net,
        disbursement.Notes);

    static partial class Log
    {
        [LoggerMessage(7, LogLevel.Warning, "Payouts could not be taken yet; trying again")]
        public static partial void Postponed(ILogger log, Exception e);

        [LoggerMessage(8, LogLevel.Warning, "Payout {Id} could not be gone on with yet; some host will ask the bank")]
        public static partial void NotFollowed(ILogger log, Exception e, DisbursementId id);

        [LoggerMessage(9, LogLevel.Warning, "The connector to the paying bank failed: nothing is concluded from that")]
        public static partial void ConnectorFailed(ILogger log, Exception e);
    }
}
