namespace Periksa.Inquiries;

/// <summary>The records kept of an inquiry, and the meaning of the inquiry log's verdict to the caller.</summary>
static class InquiryRecords
{
    // After its budget, a question without a follow-up is worth nothing to anybody; its host may have died.
    static readonly TimeSpan Afterlife = TimeSpan.FromSeconds(30);

    public static InquiryRecord New(AccountInquiry inquiry, DateTimeOffset askedAt, LookupResult finding) => new(
        Ids.New(askedAt),
        askedAt,
        inquiry.Dialect,
        inquiry.Partner.Id,
        inquiry.Account,
        finding.Outcome,
        finding.HolderName,
        finding.Outcome is InquiryOutcome.Found or InquiryOutcome.NotFound ? inquiry.Price : null,
        finding.Outcome is InquiryOutcome.NotFound ? inquiry.Partner.MissBudget : null,
        inquiry.Keys)
    {
        IsVirtualAccount = inquiry.IsVirtualAccount,
        IsFromOutside = finding.IsFromOutside,
        Owed = finding.Owed,
        Absence = finding.Absence,
        Steps = finding.Steps,
    };

    public static OpenInquiry NewOpen(AccountInquiry inquiry) => new(
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
        IsVirtualAccount = inquiry.IsVirtualAccount,
        Intent = inquiry.Intent,
    };

    /// <summary>What the caller hears of what is recorded.</summary>
    public static InquiryAnswer AnswerOf(InquiryRecord record, Receipt receipt, Bank bank) => record.Outcome switch
    {
        InquiryOutcome.Found => new InquiryAnswer.Found(receipt, record.HolderName!, bank, record.Owed),
        InquiryOutcome.NotFound => new InquiryAnswer.NotFound(receipt, bank, record.Absence),
        InquiryOutcome.Failed => new InquiryAnswer.Failed(receipt, bank),
        InquiryOutcome.Unanswered or InquiryOutcome.Unclear => new InquiryAnswer.Pending(receipt, bank),
        InquiryOutcome.BankNotSupported => new InquiryAnswer.Refused(InquiryRefusal.BankNotSupported),
    };

    public static InquiryRefusal? RefusalFor(InquiryVerdict verdict) => verdict switch
    {
        InquiryVerdict.Recorded => null,
        InquiryVerdict.DayKeyUsed => InquiryRefusal.DayKeyUsed,
        InquiryVerdict.ReferenceUsed => InquiryRefusal.ReferenceUsed,
        InquiryVerdict.MissBudgetSpent => InquiryRefusal.TooManyMisses,
        InquiryVerdict.QueueFull => InquiryRefusal.TooBusy,
        InquiryVerdict.InvoiceClosed => throw new InvalidOperationException("A closed invoice is never the last word."),
        InquiryVerdict.ClosedElsewhere =>
            throw new InvalidOperationException("Only what was open can be closed elsewhere."),
    };
}
