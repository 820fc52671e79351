using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Periksa.Callbacks;
using Periksa.Telemetry;

namespace Periksa.Bills;

/// <summary>Takes the payments of banks that name each of them for good, and has the billers told.</summary>
public sealed partial class PaymentRequests(
    IRequestStore books,
    IMissAccounts misses,
    CallbackComposer callbacks,
    ILogger<PaymentRequests> log) : IPaymentRequests
{
    // A miss is paid for between two tries at most, and a little is left for that.
    static readonly TimeSpan MissPatience = TimeSpan.FromSeconds(1);

    public async Task<RequestAnswer> Pay(PaymentRequest request, CancellationToken gone = default)
    {
        using var span = Metrics.Source.StartActivity("bill-payment");
        try
        {
            var entry = await Decide(request, gone);
            Metrics.Count(entry);
            return Answer(request, entry);
        }
        // Where this try did nothing, an earlier one under the same id may be under way: nobody could look.
        catch (Exception e) when (e is TooBusyException or TimeoutException)
        {
            Log.Suspect(log, request.Channel, request.RequestId, e.Message);
            return new RequestAnswer.Suspect();
        }
    }

    // Whoever names too many accounts without a bill is told so before anything is kept of it.
    async Task<RequestEntry> Decide(PaymentRequest request, CancellationToken gone)
    {
        if (request.Misses is not { } account)
            return await Write(mayMiss: true);

        var entry = await Write(mayMiss: false);
        return entry.Verdict is RequestVerdict.Missed && await misses.Pay(account, MissPatience)
            ? await Write(mayMiss: true)
            : entry;

        Task<RequestEntry> Write(bool mayMiss) =>
            callbacks.Write(compose => books.Pay(request, mayMiss, compose, gone));
    }

    RequestAnswer Answer(PaymentRequest request, RequestEntry entry)
    {
        switch (entry.Verdict)
        {
            case RequestVerdict.New or RequestVerdict.Repeated:
                return new RequestAnswer.Decided(entry.Outcome!);
            case RequestVerdict.Copied:
                return new RequestAnswer.Copied(entry.Outcome!);
            case RequestVerdict.Differs:
                Log.Differs(log, request.Channel, request.RequestId, entry.Field);
                return new RequestAnswer.Differs(entry.Field);
            case RequestVerdict.KeyUsed:
                return new RequestAnswer.KeyUsed();
            case RequestVerdict.Missed:
                return new RequestAnswer.NotNow();
            default:
                throw new UnreachableException();
        }
    }

    static partial class Log
    {
        [LoggerMessage(11, LogLevel.Error,
            "{Channel} has sent {RequestId} again with something else in it ({Field}); nothing moved. "
            + "One of the two is a mistake of the bank's, and its money is not where it thinks")]
        public static partial void Differs(ILogger log, string channel, string requestId, RequestField field);

        // Without the exception: what only tells that the database is away is held back, and this tells more.
        [LoggerMessage(12, LogLevel.Warning, "Whether {Channel} has paid {RequestId} is not known: {Why}")]
        public static partial void Suspect(ILogger log, string channel, string requestId, string why);
    }
}
