using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Periksa.Callbacks;
using Periksa.Invoicing;
using Periksa.Telemetry;

namespace Periksa.Inquiries;

/// <summary>Answers an inquiry: checks it, asks the bank in time, has the outcome written down,
/// and only then speaks.</summary>
public sealed partial class AccountInquiries(
    BankLookups bankLookups,
    IVirtualAccounts virtualAccounts,
    IInquiryLog inquiryLog,
    IMissAccounts misses,
    FollowUps followUps,
    CallbackComposer callbacks,
    TimeProvider clock,
    ILogger<AccountInquiries> log) : IAccountInquiries
{
    // All that is looked up and written down for one inquiry shares the inquiry log's patience; the bank has a budget
    // of its own. However long the rest took, this is left: less would be to give up before trying.
    static readonly TimeSpan PatienceMinimum = TimeSpan.FromSeconds(1);

    public async Task<InquiryAnswer> Ask(AccountInquiry inquiry, CancellationToken cancel)
    {
        using var span = Metrics.Source.StartActivity("inquiry");

        try
        {
            var answer = await DecideInTime(inquiry, cancel);
            Metrics.Count(inquiry, answer, span);
            return answer;
        }
        catch (Exception e)
        {
            Metrics.CountFailure(inquiry, e, span);
            throw;
        }
    }

    // Nothing has been written down by then.
    async Task<InquiryAnswer> DecideInTime(AccountInquiry inquiry, CancellationToken cancel)
    {
        try
        {
            return await Decide(inquiry, cancel);
        }
        catch (TooBusyException)
        {
            return new InquiryAnswer.Refused(InquiryRefusal.TooBusy);
        }
    }

    async Task<InquiryAnswer> Decide(AccountInquiry inquiry, CancellationToken cancel)
    {
        if (inquiry.Price is not null && Grace.IsOver(inquiry.Partner.OldestUnpaidDay, inquiry.AskedAt))
            return new InquiryAnswer.Refused(InquiryRefusal.UnpaidInvoices);

        if (BankList.Published.Find(inquiry.Account.BankCode) is not { } bank)
            return await RefuseBank(inquiry, cancel);

        var began = Stopwatch.GetTimestamp();
        if ((await Known(inquiry) ?? await bankLookups.Remember(inquiry, cancel)) is { } known)
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
    async Task<InquiryAnswer> RefuseBank(AccountInquiry inquiry, CancellationToken gone)
    {
        if (inquiry.Keys is null)
            return new InquiryAnswer.Refused(InquiryRefusal.BankNotSupported);

        var record = InquiryRecords.New(inquiry, inquiry.AskedAt, new(InquiryOutcome.BankNotSupported));
        var entry = await inquiryLog.Record(record, gone: gone);
        return new InquiryAnswer.Refused(InquiryRecords.RefusalFor(entry.Verdict) ?? InquiryRefusal.BankNotSupported);
    }

    // What is about no virtual account is known at once, or not at all.
    ValueTask<LookupResult?> Known(AccountInquiry inquiry) =>
        inquiry.IsVirtualAccount ? new(Owed(inquiry)) : new(bankLookups.Know(inquiry.Account));

    // What has no bill here may have one at another gateway.
    async Task<LookupResult?> Owed(AccountInquiry inquiry) =>
        await virtualAccounts.Find(new(inquiry.Account.Number), inquiry.AskedAt) is { } account
            ? new(InquiryOutcome.Found, account.Customer, account.Owed)
            : bankLookups.IsRouted(inquiry.Account, isVirtual: true) ? null : new(InquiryOutcome.NotFound);

    static bool CanBeAskedAgain(AccountInquiry inquiry, LookupResult finding) =>
        inquiry.FollowUp is not null && !finding.IsFinal;

    // Nothing is begun for a caller that has gone: it would be billed for an answer that nobody heard.
    async Task<InquiryAnswer> Record(
        AccountInquiry inquiry,
        Bank bank,
        LookupResult finding,
        TimeSpan patience,
        CancellationToken gone,
        InquiryId? asked = null)
    {
        for (var (askedAt, own) = (inquiry.AskedAt, asked); ; (askedAt, own) = (AfterClosing(askedAt), null))
        {
            var record = InquiryRecords.New(inquiry, askedAt, finding) with { AskedAs = asked };
            record = own is { } id ? record with { Id = id } : record;   // else its id would name another day
            var entry = await callbacks.Write(
                record, inquiry.FollowUp?.Credential, bank, one => inquiryLog.Record(one, patience, gone));

            if (entry.Verdict is not InquiryVerdict.InvoiceClosed)
                return Say(record, entry, bank);
        }
    }

    async Task<InquiryAnswer> AskAndRecord(AccountInquiry inquiry, Bank bank, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        if (inquiry.Partner.Misses is { } account && !await misses.MayAsk(account, inquiryLog.Patience))
            return new InquiryAnswer.Refused(InquiryRefusal.TooManyMisses);

        var left = LeftSince(began);
        var id = Ids.New(inquiry.AskedAt);
        using var question = bankLookups.Ask(
            bankLookups.Question(id, inquiry), inquiry.Partner.WantsFreshAnswers);
        var finding = await question.Wait(inquiry.Budget, cancel);
        var answer = await Record(inquiry, bank, finding, left, cancel, id);
        question.Compare();
        return answer;
    }

    TimeSpan LeftSince(long began)
    {
        var left = inquiryLog.Patience - Stopwatch.GetElapsedTime(began);
        return left > PatienceMinimum ? left : PatienceMinimum;
    }

    static InquiryAnswer.Pending Pending(OpenInquiry open, Bank bank) => new(new(open.Id, Invoice: null), bank);

    InquiryAnswer Say(InquiryRecord record, InquiryEntry entry, Bank bank)
    {
        if (InquiryRecords.RefusalFor(entry.Verdict) is { } refusal)
            return new InquiryAnswer.Refused(refusal);

        if (log.IsEnabled(LogLevel.Debug))
            Answered(record);

        return InquiryRecords.AnswerOf(record, new(record.Id, entry.Invoice, entry.Deposit), bank);
    }

    // An inquiry asked in the last moment of a day may arrive when that day's invoice is already being paid. It then
    // belongs to the next day, also when this host's clock has not reached it.
    DateTimeOffset AfterClosing(DateTimeOffset askedAt)
    {
        var nextDay = BusinessDay.End(BusinessDay.Of(askedAt));
        var now = clock.GetUtcNow();
        return now > nextDay ? now : nextDay;
    }

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
            DialectName dialect,
            PartnerId partner,
            string bank,
            string maskedAccount,
            InquiryOutcome outcome,
            string maskedName);
    }
}
