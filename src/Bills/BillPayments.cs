using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Periksa.Callbacks;
using Periksa.Telemetry;

namespace Periksa.Bills;

/// <summary>Answers channels that ask what a virtual account owes, takes money for its bills, and has the biller
/// told.</summary>
public sealed partial class BillPayments(
    IBillStore books,
    IMissAccounts misses,
    CallbackComposer callbacks,
    ILogger<BillPayments> log) : IBillPayments
{
    // An inquiry's, also where a miss is paid for. However long it took until then, a little is left for that.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    static readonly TimeSpan PatienceMinimum = TimeSpan.FromSeconds(1);

    public async Task<BillAnswer> Inquire(BillInquiry inquiry)
    {
        using var span = Metrics.Source.StartActivity("bill-inquiry");
        var answer = await Look(inquiry);
        Metrics.Count(answer);
        return answer;
    }

    public async Task<PaymentAnswer> Pay(PaymentOrder order, CancellationToken gone = default)
    {
        using var span = Metrics.Source.StartActivity("bill-payment");
        try
        {
            var began = Stopwatch.GetTimestamp();
            var entry = await callbacks.Write(compose => books.Pay(order, compose, gone));

            // Who pays for what is not there asks about it, too. What can be taken is taken.
            if (entry.Refusal is PaymentRefusal.BillNotFound or PaymentRefusal.BillExpired
                && order.Misses is { } account
                && !await misses.Pay(account, LeftSince(began)))
            {
                entry = new(PaymentRefusal.TooManyMisses);
            }

            Metrics.Count(entry);
            if (entry.LooksLike is { } first)
                return new PaymentAnswer.LooksLike(first);

            return entry.Refusal is { } why
                ? new PaymentAnswer.Refused(why)
                : new PaymentAnswer.Paid(entry.Bill!, entry.PaidAt);
        }
        // Where this try did nothing, an earlier one under the same reference may be under way: nobody could look.
        catch (Exception e) when (e is TooBusyException or TimeoutException)
        {
            Log.Suspect(log, order.Channel, order.RefId, e.Message);
            return new PaymentAnswer.Suspect();
        }
    }

    async Task<BillAnswer> Look(BillInquiry inquiry)
    {
        try
        {
            var began = Stopwatch.GetTimestamp();
            if (inquiry is { Keys: not null, Misses: { } own } && await IsMiss(inquiry)
                && !await misses.Pay(own, LeftSince(began)))
            {
                return new(BillVerdict.TooManyMisses, []);
            }

            if (await books.Inquire(inquiry) is not { } bills)
                return new(BillVerdict.KeyUsed, []);

            var answer = Owing.On(bills, inquiry.AskedAt);
            if (answer.Verdict is not BillVerdict.NotFound
                || inquiry is not { Keys: null, Misses: { } account })
            {
                return answer;
            }

            return await misses.Pay(account, LeftSince(began)) ? answer : new(BillVerdict.TooManyMisses, []);
        }
        catch (TooBusyException)
        {
            return new(BillVerdict.TooBusy, []);
        }
    }

    // Whoever is told that it asks too much has used up nothing, so that is known before its key is taken.
    async Task<bool> IsMiss(BillInquiry inquiry) => !await books.HasAny(inquiry.VaNumber, inquiry.AskedAt);

    public async Task<ReversalAnswer> Reverse(ReversalOrder order)
    {
        using var span = Metrics.Source.StartActivity("bill-reversal");
        try
        {
            var entry = await callbacks.Write(compose => books.Reverse(order, compose));
            return entry.Refusal is { } why
                ? new ReversalAnswer.Refused(why)
                : new ReversalAnswer.Reversed(entry.Bill!);
        }
        catch (Exception e) when (e is TooBusyException or TimeoutException)
        {
            Log.Suspect(log, order.Channel, order.RefId, e.Message);
            return new ReversalAnswer.Suspect();
        }
    }

    static TimeSpan LeftSince(long began)
    {
        var left = Patience - Stopwatch.GetElapsedTime(began);
        return left > PatienceMinimum ? left : PatienceMinimum;
    }

    // Without the exception: what only tells that the database is away is held back, and this tells more.
    static partial class Log
    {
        [LoggerMessage(10, LogLevel.Warning,
            "Whether {Channel} has paid or taken back {RefId} is not known: {Why}")]
        public static partial void Suspect(ILogger log, string channel, string refId, string why);
    }
}
