using Microsoft.Extensions.Logging;
using Periksa.Postgres;

namespace Periksa.Disbursements;

/// <summary>A host's turn at one payout, with whoever it was given to: asks, and sends where it may.</summary>
sealed partial class PayoutTurn(OpenPayout payout, IPayoutBank bank, Turn turn, ILogger log)
{
    // Well below the lease: a host that stood still for longer must not send what another has asked about
    // meanwhile.
    static readonly TimeSpan SendWithin = TimeSpan.FromSeconds(4);

    // Of two that are on their way the second may be refused because of the first, as for a limit that the first has
    // used up. It is asked about every quarter of an hour at last, and clocks differ a little.
    static readonly TimeSpan RefusedForItselfAfter = Pauses.Maximum - TimeSpan.FromMinutes(1);

    readonly PayoutOrder _order = PayoutOrder.Of(payout.Disbursement);
    readonly PatientBank _bank = new(bank, isConnector: payout.Disbursement.Connector is not null, log);

    /// <summary>Whether it may have been sent in this turn.</summary>
    public bool HasSent { get; private set; }

    /// <summary>Until when it may have been sent, once the turn is over; <c>null</c> for now.</summary>
    public DateTimeOffset? SentUntil => HasSent ? null : payout.UnlessSent;

    /// <summary>Whether the bank was asked in this turn, and not sent it since.</summary>
    public bool HasAsked { get => field && !HasSent; private set; }

    public async Task<PayoutReply> Take()
    {
        var reply = payout.MayHaveBeenSent ? await AskFirst() : await Send();
        if (reply.Why is { } why)
            Log.Hindered(log, payout.Disbursement.Id, payout.Disbursement.Connector?.Value, why.TrimEnd('.'));

        return reply;
    }

    async Task<PayoutReply> AskFirst()
    {
        var reply = await _bank.Ask(_order);
        HasAsked = reply is not PayoutReply.NotSent;

        // Earlier builds sent orders under the row's own id, and to the house's own bank alone.
        if (reply is PayoutReply.NeverHad && payout.Disbursement.Connector is null)
        {
            var former = _order with { Id = new(payout.Disbursement.Id.Value) };
            reply = await _bank.Ask(former);
        }

        if (reply is not PayoutReply.NeverHad)
            return reply;

        if (MayHaveBeenSentWithin(_bank.OnTheWay))
            return new PayoutReply.NoWord();

        reply = await Send();
        return reply is PayoutReply.Rejected && MayHaveBeenSentWithin(RefusedForItselfAfter)
            ? new PayoutReply.NoWord { Why = "It is refused, and may be so because it was sent before" }
            : reply;
    }

    // Its bank may not know yet what it will pay in a moment.
    bool MayHaveBeenSentWithin(TimeSpan time) => _bank.OnTheWay > TimeSpan.Zero && !(payout.SinceSent >= time);

    async Task<PayoutReply> Send()
    {
        if (turn.Elapsed >= SendWithin)
            return new PayoutReply.NoWord();

        var reply = await _bank.Pay(_order);

        // What is refused was not taken: until when an earlier one may have been sent stays as it was.
        HasSent = reply is not (PayoutReply.NotSent or PayoutReply.Rejected);
        return reply;
    }

    static partial class Log
    {
        [LoggerMessage(152, LogLevel.Warning, "Payout {Id} waits for {Connector}: {Why}")]
        public static partial void Hindered(ILogger log, DisbursementId id, string? connector, string why);
    }
}
