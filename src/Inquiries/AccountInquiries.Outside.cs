using System.Diagnostics;

namespace Periksa.Inquiries;

/// <summary>What is asked outside with keys: kept open from before it is asked until somebody knows.</summary>
public sealed partial class AccountInquiries
{
    // Two writes: the first takes the keys and remembers the question, so that it is asked once and never
    // forgotten. From then on it is followed through, whether or not the caller still waits.
    async Task<InquiryAnswer> AskOutside(AccountInquiry inquiry, Bank bank, CancellationToken gone)
    {
        var trail = bankLookups.Begin();
        var planned = bankLookups.Plan(inquiry.Account, inquiry.IsVirtualAccount, trail);
        var open = InquiryRecords.NewOpen(inquiry) with { Route = planned, Trail = trail };
        var began = Stopwatch.GetTimestamp();
        if (InquiryRecords.RefusalFor((await inquiryLog.Open(bankLookups.Bounded(open), gone)).Verdict) is { } refusal)
            return new InquiryAnswer.Refused(refusal);

        var left = LeftSince(began);
        var question = bankLookups.Ask(bankLookups.Question(open), inquiry.Partner.WantsFreshAnswers);
        var finding = await WaitFor(question, inquiry.Budget);
        if (CanBeAskedAgain(inquiry, finding))
        {
            followUps.GoOn(open, question);
            return Pending(open, bank);
        }

        using (question)
        {
            var answer = await Close(inquiry, open, bank, finding, left);
            question.Compare();
            return answer;
        }
    }

    // Its keys are taken: to say that this host is too busy would be to say that they may be used again.
    static async Task<LookupResult> WaitFor(PendingLookup question, TimeSpan budget)
    {
        try
        {
            return await question.Wait(budget, CancellationToken.None);
        }
        catch (TooBusyException)
        {
            return new(InquiryOutcome.Unanswered);
        }
    }

    async Task<InquiryAnswer> Close(
        AccountInquiry inquiry, OpenInquiry open, Bank bank, LookupResult finding, TimeSpan patience)
    {
        var record = InquiryRecords.New(inquiry, inquiry.AskedAt, finding) with { Id = open.Id };
        try
        {
            var entry = await callbacks.Write(
                record, inquiry.FollowUp?.Credential, bank, one => inquiryLog.Close(one, patience));

            // Another host was quicker, or there was no room to write it down and it stays open. To say that this host
            // is too busy would be to say that the keys may be used again.
            return entry.Verdict is InquiryVerdict.ClosedElsewhere or InquiryVerdict.QueueFull
                ? Pending(open, bank)
                : Say(record, entry, bank);
        }
        catch (TimeoutException)
        {
            return Pending(open, bank);   // written or not, some host goes on with it
        }
    }

    async Task<InquiryAnswer> LeaveOpen(AccountInquiry inquiry, Bank bank, CancellationToken gone)
    {
        var open = InquiryRecords.NewOpen(inquiry);
        if (InquiryRecords.RefusalFor((await inquiryLog.Open(open, gone)).Verdict) is { } refusal)
            return new InquiryAnswer.Refused(refusal);

        followUps.AskAgain(open);
        return Pending(open, bank);
    }
}
