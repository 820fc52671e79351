using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Periksa.Books;

namespace Periksa.Engine;

/// <summary>Answers an inquiry: checks it, asks the bank in time, has the outcome written down,
/// and only then speaks.</summary>
public sealed partial class Teller(
    IConnector connector, IJournal journal, TimeProvider clock, ILogger<Teller> log) : ITeller
{
    static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    public async Task<Answer> Ask(AccountInquiry inquiry, CancellationToken cancel)
    {
        using var span = Telemetry.Source.StartActivity("inquiry");

        try
        {
            var answer = await Decide(inquiry, cancel);
            Telemetry.Count(inquiry, answer, span);
            return answer;
        }
        catch (Exception e)
        {
            Telemetry.CountFailure(inquiry, e, span);
            throw;
        }
    }

    async Task<Answer> Decide(AccountInquiry inquiry, CancellationToken cancel)
    {
        if (inquiry.Price is not null && Grace.IsOver(inquiry.Partner.OldestUnpaidDay, inquiry.AskedAt))
            return new Answer.Refused(Refusal.UnpaidInvoices);

        if (BankList.Published.Find(inquiry.Account.BankCode) is not { } bank)
            return new Answer.Refused(Refusal.BankNotSupported);

        var (outcome, holderName) = await LookUp(inquiry, cancel);
        var (entry, id) = await Record(inquiry, outcome, holderName);

        if (RefusalFor(entry.Verdict) is { } refusal)
            return new Answer.Refused(refusal);

        if (log.IsEnabled(LogLevel.Debug))
            Answered(id, inquiry, outcome, holderName);

        var receipt = new Receipt(id, entry.Invoice);
        return outcome switch
        {
            Outcome.Found => new Answer.Found(receipt, holderName!, bank),
            Outcome.NotFound => new Answer.NotFound(receipt, bank),
            Outcome.Failed => new Answer.Refused(Refusal.BankFailed),
            Outcome.Unanswered or Outcome.Unclear => new Answer.Pending(receipt, bank),
        };
    }

    async Task<(Outcome, string? HolderName)> LookUp(AccountInquiry inquiry, CancellationToken cancel)
    {
        using var span = Telemetry.Source.StartActivity("look-up", ActivityKind.Client);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(inquiry.Budget);
        var start = Stopwatch.GetTimestamp();

        try
        {
            // A connector heeds its token; one that does not must not hold the caller.
            var asking = connector.LookUp(inquiry.Account, patience.Token);
            return await asking.WaitAsync(inquiry.Budget + Slack, CancellationToken.None) switch
            {
                BankReply.Found found => (Outcome.Found, found.HolderName),
                BankReply.NotFound => (Outcome.NotFound, null),
                BankReply.Failed => (Outcome.Failed, null),
                BankReply.Unclear => (Outcome.Unclear, null),
                _ => throw new UnreachableException(),
            };
        }
        catch (Exception e) when (
            e is TimeoutException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return (Outcome.Unanswered, null);
        }
        finally
        {
            Telemetry.UpstreamSeconds.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    async Task<(Entry, InquiryId)> Record(AccountInquiry inquiry, Outcome outcome, string? holderName)
    {
        for (var askedAt = inquiry.AskedAt; ; askedAt = AfterClosing(askedAt))
        {
            var id = Ids.New(askedAt);
            var entry = await journal.Record(new(
                id,
                askedAt,
                inquiry.Dialect,
                inquiry.Partner.Id,
                inquiry.Account,
                outcome,
                holderName,
                outcome is Outcome.Found or Outcome.NotFound ? inquiry.Price : null,
                outcome is Outcome.NotFound ? inquiry.Partner.MissBudget : null,
                inquiry.Keys));

            if (entry.Verdict is not Verdict.InvoiceClosed)
                return (entry, id);
        }
    }

    // An inquiry asked in the last moment of a day may arrive when that day's invoice is already being paid. It then
    // belongs to the next day, also when this host's clock has not reached it.
    DateTimeOffset AfterClosing(DateTimeOffset askedAt)
    {
        var nextDay = BusinessDay.End(BusinessDay.Of(askedAt));
        var now = clock.GetUtcNow();
        return now > nextDay ? now : nextDay;
    }

    static Refusal? RefusalFor(Verdict verdict) => verdict switch
    {
        Verdict.Recorded => null,
        Verdict.DayKeyUsed => Refusal.DayKeyUsed,
        Verdict.ReferenceUsed => Refusal.ReferenceUsed,
        Verdict.MissBudgetSpent => Refusal.TooManyMisses,
        Verdict.QueueFull => Refusal.TooBusy,
        Verdict.InvoiceClosed => throw new UnreachableException("A closed invoice is never the last word."),
    };

    void Answered(InquiryId id, AccountInquiry inquiry, Outcome outcome, string? holderName) => Log.Answered(
        log,
        id,
        inquiry.Dialect,
        inquiry.Partner.Id,
        inquiry.Account.BankCode,
        Masked.Account(inquiry.Account.Number),
        outcome,
        Masked.Name(holderName ?? ""));

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug,
            "Inquiry {Id} in {Dialect} by {Partner}: {Bank} {MaskedAccount} is {Outcome} {MaskedName}")]
        public static partial void Answered(
            ILogger log,
            InquiryId id,
            string dialect,
            string partner,
            string bank,
            string maskedAccount,
            Outcome outcome,
            string maskedName);
    }
}
