using Microsoft.Extensions.Logging;
using Npgsql;

namespace Periksa.Disbursements;

/// <summary>What providers say about payouts without being asked.</summary>
/// <remarks>
/// A notice is a hint to ask, and never moves money by itself. The question goes to the provider's own address by our
/// own connection, and what it hears is held against the order; a notice comes from whoever has the secret, or has
/// seen one before, and may be late. So one that comes twice, too early, or about another amount only has a question
/// asked again. One that contradicts an end is confirmed by one question, and becomes a remark for operators.
/// </remarks>
public sealed partial class PayoutNotices(
    NoticedPayouts payouts,
    DisbursementRemarks remarks,
    PayoutBanks banks,
    TimeProvider clock,
    ILogger<PayoutNotices> log)
{
    // Each waits two seconds at most. More at once are an attack or a provider's mistake, and come again.
    const int ConfirmedAtOnce = 8;

    int _confirming;

    /// <summary>Has the bank asked at once about an open payout, by whichever host is free; and now about one that
    /// has ended otherwise than the notice says.</summary>
    /// <param name="connector">Whose provider it is, as it pays today. An order names one payout alone, which may have
    /// been given to it under another account; whoever it was given to is asked.</param>
    /// <returns>False where it is to come again.</returns>
    public async Task<bool> Hear(ConnectorName connector, PayoutNotice notice)
    {
        if (notice.Order is not { } order)
            return true;

        try
        {
            return await Hear(connector, order, notice.IsPaid);
        }
        catch (Exception e) when (e is TimeoutException or NpgsqlException or IOException)
        {
            Log.Unheard(log, connector, order, e);
            return false;
        }
    }

    async Task<bool> Hear(ConnectorName connector, PayoutOrderId order, bool? isPaid)
    {
        if (await payouts.Hurry(order, clock.GetUtcNow()) is not { } noticed)
        {
            Log.Unknown(log, connector, order);
            return true;
        }

        var (ended, status) = (noticed.Disbursement, noticed.Disbursement.Status);
        if (status.IsOver())
            return !status.IsContradictedBy(isPaid) || noticed.IsRemarked || await Confirm(ended);

        // Whoever has it in hand may have heard an earlier word, and end it by that: then this one is to come again.
        return isPaid is null || noticed is { IsHurried: true, IsInHand: false };
    }

    async Task<bool> Confirm(Disbursement ended)
    {
        if (banks.Find(ended.Connector) is not { } bank)
            return false;

        try
        {
            if (Interlocked.Increment(ref _confirming) > ConfirmedAtOnce)
                return false;

            var reply = await new PatientBank(bank, isConnector: true, log).Ask(PayoutOrder.Of(ended));
            return await Heed(ended, reply);
        }
        finally
        {
            Interlocked.Decrement(ref _confirming);
        }
    }

    async Task<bool> Heed(Disbursement ended, PayoutReply reply)
    {
        bool? isPaid = reply switch
        {
            PayoutReply.Paid => true,
            PayoutReply.Rejected => false,
            _ => null,   // also that it never had what it has just told of
        };
        if (isPaid is not { } says)
        {
            Log.Unconfirmed(log, ended.Id, ended.Status, ended.Connector, reply.Why?.TrimEnd('.') ?? "no word");
            return false;
        }

        if (!ended.Status.IsContradictedBy(says))
            return true;

        var reason = (reply as PayoutReply.Rejected)?.Failure.Reason ?? "the bank has paid";
        await remarks.Keep(ended, says, reason, clock.GetUtcNow(), log);
        return true;
    }

    static partial class Log
    {
        [LoggerMessage(182, LogLevel.Error,
            "Disbursement {Id} is {Status} here, a webhook of {Connector} says otherwise, and asking came to nothing "
            + "({Why}): if it does not come again, ask the provider what became of it")]
        public static partial void Unconfirmed(
            ILogger log, DisbursementId id, DisbursementStatus status, ConnectorName? connector, string why);

        [LoggerMessage(180, LogLevel.Warning,
            "What {Connector} was told of order {Order} could not be looked up: it is to come again")]
        public static partial void Unheard(ILogger log, ConnectorName connector, PayoutOrderId order, Exception e);

        [LoggerMessage(181, LogLevel.Warning,
            "A webhook of {Connector} is about order {Order}, and nothing was sent under that: ask its provider what "
            + "it is")]
        public static partial void Unknown(ILogger log, ConnectorName connector, PayoutOrderId order);
    }
}
