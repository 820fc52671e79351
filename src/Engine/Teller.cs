using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Periksa.Books;

namespace Periksa.Engine;

/// <summary>Answers an inquiry: checks it, asks the bank in time, has the outcome written down,
/// and only then speaks.</summary>
public sealed partial class Teller(
    Bankside bankside,
    IVirtualAccounts virtualAccounts,
    IJournal journal,
    IMissAccounts misses,
    FollowUps followUps,
    Tidings tidings,
    TimeProvider clock,
    ILogger<Teller> log) : ITeller
{
    // All that is looked up and written down for one inquiry shares the journal's patience; the bank has a budget of
    // its own. However long the rest took, this is left: less would be to give up before trying.
    static readonly TimeSpan PatienceMinimum = TimeSpan.FromSeconds(1);

    // After its budget, a question without a follow-up is worth nothing to anybody; its host may have died.
    static readonly TimeSpan Afterlife = TimeSpan.FromSeconds(30);

    public async Task<Answer> Ask(AccountInquiry inquiry, CancellationToken cancel)
    {
        using var span = Telemetry.Source.StartActivity("inquiry");

        try
        {
            var answer = await DecideInTime(inquiry, cancel);
            Telemetry.Count(inquiry, answer, span);
            return answer;
        }
        catch (Exception e)
        {
            Telemetry.CountFailure(inquiry, e, span);
            throw;
        }
    }

    // Nothing has been written down by then.
    async Task<Answer> DecideInTime(AccountInquiry inquiry, CancellationToken cancel)
    {
        try
        {
            return await Decide(inquiry, cancel);
        }
        catch (TooBusyException)
        {
            return new Answer.Refused(Refusal.TooBusy);
        }
    }

    async Task<Answer> Decide(AccountInquiry inquiry, CancellationToken cancel)
    {
        if (inquiry.Price is not null && Grace.IsOver(inquiry.Partner.OldestUnpaidDay, inquiry.AskedAt))
            return new Answer.Refused(Refusal.UnpaidInvoices);

        if (BankList.Published.Find(inquiry.Account.BankCode) is not { } bank)
            return await RefuseBank(inquiry, cancel);

        var began = Stopwatch.GetTimestamp();
        if (await Known(inquiry) is { } known)
        {
            return CanBeAskedAgain(inquiry, known)
                ? await LeaveOpen(inquiry, bank, cancel)
                : await Record(inquiry, bank, known, LeftSince(began), cancel);
        }

        return inquiry.Keys is null
            ? await AskAndRecord(inquiry, bank, cancel)
            : await AskOutside(inquiry, bank, cancel);
    }

    // Whoever made promises about a request has used them up, whatever it was about.
    async Task<Answer> RefuseBank(AccountInquiry inquiry, CancellationToken gone)
    {
        if (inquiry.Keys is null)
            return new Answer.Refused(Refusal.BankNotSupported);

        var record = NewRecord(inquiry, inquiry.AskedAt, new(Outcome.BankNotSupported));
        var entry = await journal.Record(record, gone: gone);
        return new Answer.Refused(RefusalFor(entry.Verdict) ?? Refusal.BankNotSupported);
    }

    // What is about no virtual account is known at once, or not at all.
    ValueTask<Finding?> Known(AccountInquiry inquiry) =>
        inquiry.IsVirtualAccount ? new(Owed(inquiry)) : new(bankside.Know(inquiry.Account));

    async Task<Finding?> Owed(AccountInquiry inquiry) =>
        await virtualAccounts.Find(inquiry.Account.Number, inquiry.AskedAt) is { } account
            ? new(Outcome.Found, account.Customer, account.Owed)
            : new(Outcome.NotFound);

    static bool CanBeAskedAgain(AccountInquiry inquiry, Finding finding) =>
        inquiry.FollowUp is not null && !finding.IsFinal;

    // Nothing is begun for a caller that has gone: it would be billed for an answer that nobody heard.
    async Task<Answer> Record(
        AccountInquiry inquiry, Bank bank, Finding finding, TimeSpan patience, CancellationToken gone)
    {
        for (var askedAt = inquiry.AskedAt; ; askedAt = AfterClosing(askedAt))
        {
            var record = NewRecord(inquiry, askedAt, finding);
            var entry = await tidings.Write(
                record, inquiry.FollowUp?.Credential, bank, one => journal.Record(one, patience, gone));

            if (entry.Verdict is not Verdict.InvoiceClosed)
                return Say(record, entry, bank);
        }
    }

    async Task<Answer> AskAndRecord(AccountInquiry inquiry, Bank bank, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        if (inquiry.Partner.Misses is { } account && !await misses.MayAsk(account, journal.Patience))
            return new Answer.Refused(Refusal.TooManyMisses);

        var left = LeftSince(began);
        using var question = bankside.Ask(inquiry.Account);
        var finding = await question.Wait(inquiry.Budget, cancel);
        return await Record(inquiry, bank, finding, left, cancel);
    }

    // Two writes: the first takes the keys and remembers the question, so that it is asked once and never
    // forgotten. From then on it is followed through, whether or not the caller still waits.
    async Task<Answer> AskOutside(AccountInquiry inquiry, Bank bank, CancellationToken gone)
    {
        var open = NewOpen(inquiry);
        var began = Stopwatch.GetTimestamp();
        if (RefusalFor((await journal.Open(open, gone)).Verdict) is { } refusal)
            return new Answer.Refused(refusal);

        var left = LeftSince(began);
        var question = bankside.Ask(inquiry.Account);
        var finding = await question.Wait(inquiry.Budget, CancellationToken.None);
        if (CanBeAskedAgain(inquiry, finding))
        {
            followUps.GoOn(open, question);
            return Pending(open, bank);
        }

        question.Dispose();
        return await Close(inquiry, open, bank, finding, left);
    }

    async Task<Answer> Close(
        AccountInquiry inquiry, OpenInquiry open, Bank bank, Finding finding, TimeSpan patience)
    {
        var record = NewRecord(inquiry, inquiry.AskedAt, finding) with { Id = open.Id };
        try
        {
            var entry = await tidings.Write(
                record, inquiry.FollowUp?.Credential, bank, one => journal.Close(one, patience));

            // Another host was quicker, or there was no room to write it down and it stays open. To say that this host
            // is too busy would be to say that the keys may be used again.
            return entry.Verdict is Verdict.ClosedElsewhere or Verdict.QueueFull
                ? Pending(open, bank)
                : Say(record, entry, bank);
        }
        catch (TimeoutException)
        {
            return Pending(open, bank);   // written or not, some host goes on with it
        }
    }

    TimeSpan LeftSince(long began)
    {
        var left = journal.Patience - Stopwatch.GetElapsedTime(began);
        return left > PatienceMinimum ? left : PatienceMinimum;
    }

    async Task<Answer> LeaveOpen(AccountInquiry inquiry, Bank bank, CancellationToken gone)
    {
        var open = NewOpen(inquiry);
        if (RefusalFor((await journal.Open(open, gone)).Verdict) is { } refusal)
            return new Answer.Refused(refusal);

        followUps.AskAgain(open);
        return Pending(open, bank);
    }

    static Answer.Pending Pending(OpenInquiry open, Bank bank) => new(new(open.Id, Invoice: null), bank);

    Answer Say(InquiryRecord record, Entry entry, Bank bank)
    {
        if (RefusalFor(entry.Verdict) is { } refusal)
            return new Answer.Refused(refusal);

        if (log.IsEnabled(LogLevel.Debug))
            Answered(record);

        var receipt = new Receipt(record.Id, entry.Invoice, entry.Deposit);
        return record.Outcome switch
        {
            Outcome.Found => new Answer.Found(receipt, record.HolderName!, bank, record.Owed),
            Outcome.NotFound => new Answer.NotFound(receipt, bank),
            Outcome.Failed => new Answer.Failed(receipt, bank),
            Outcome.Unanswered or Outcome.Unclear => new Answer.Pending(receipt, bank),
            Outcome.BankNotSupported => new Answer.Refused(Refusal.BankNotSupported),
        };
    }

    static InquiryRecord NewRecord(AccountInquiry inquiry, DateTimeOffset askedAt, Finding finding) => new(
        Ids.New(askedAt),
        askedAt,
        inquiry.Dialect,
        inquiry.Partner.Id,
        inquiry.Account,
        finding.Outcome,
        finding.HolderName,
        finding.Outcome is Outcome.Found or Outcome.NotFound ? inquiry.Price : null,
        finding.Outcome is Outcome.NotFound ? inquiry.Partner.MissBudget : null,
        inquiry.Keys)
    {
        IsVirtualAccount = inquiry.IsVirtualAccount,
        IsFromOutside = finding.IsFromOutside,
        Owed = finding.Owed,
    };

    static OpenInquiry NewOpen(AccountInquiry inquiry) => new(
        Ids.New(inquiry.AskedAt),
        inquiry.AskedAt,
        inquiry.Dialect,
        inquiry.Partner.Id,
        inquiry.Account,
        inquiry.Keys!,
        inquiry.AskedAt + (inquiry.FollowUp?.Patience ?? inquiry.Budget + Afterlife),
        inquiry.FollowUp)
    {
        MissBudget = inquiry.Partner.MissBudget,
    };

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
        Verdict.InvoiceClosed => throw new InvalidOperationException("A closed invoice is never the last word."),
        Verdict.ClosedElsewhere => throw new InvalidOperationException("Only what was open can be closed elsewhere."),
    };

    void Answered(InquiryRecord record) => Log.Answered(
        log,
        record.Id,
        record.Dialect,
        record.Partner,
        record.Account.BankCode,
        Masked.Account(record.Account.Number),
        record.Outcome,
        Masked.Name(record.HolderName ?? ""));

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
