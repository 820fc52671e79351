namespace Periksa.Inquiries.Recording;

/// <summary>The kind of work for the inquiry log; each is written by a statement of its own, in a transaction of its
/// own, because they take locks in different orders.</summary>
enum Work
{
    /// <summary>Write an inquiry down that uses nothing up.</summary>
    Free,

    /// <summary>Write one down that uses keys up, and has no price and no miss budget.</summary>
    Keyed,

    /// <summary>Write one down that spends a miss budget, or has both keys and a price.</summary>
    Limited,

    /// <summary>Take the keys of one that is about to be asked outside, if its partner has a miss left.</summary>
    Open,

    /// <summary>Write down how that ended.</summary>
    Close,
}

/// <summary>One inquiry that is to be written down.</summary>
sealed class InquiryLogItem
{
    readonly InquiryRecord? _record;
    readonly OpenInquiry? _opening;

    public InquiryLogItem(InquiryRecord record, bool isClosing = false)
    {
        _record = record;
        (Id, Partner, Keys) = (record.Id, record.Partner, record.Keys);
        (Asked, BankCode, Steps) = (record.AskedAs ?? record.Id, record.Account.BankCode, record.Steps);
        Work = isClosing ? Work.Close : WorkFor(record);
    }

    public InquiryLogItem(OpenInquiry opening)
    {
        _opening = opening;
        (Id, Partner, Keys, Work) = (opening.Id, opening.Partner, opening.Keys, Work.Open);
        (Asked, BankCode, Steps) = (opening.Id, opening.Account.BankCode, opening.Trail?.Steps ?? []);
    }

    public Work Work { get; }

    public InquiryId Id { get; }

    public PartnerId Partner { get; }

    public OnceKeys? Keys { get; }

    /// <summary>The id that its questions go out with.</summary>
    public InquiryId Asked { get; }

    public string BankCode { get; }

    /// <summary>Its way so far.</summary>
    public IReadOnlyList<RouteStep> Steps { get; }

    public InquiryRecord Record => _record!;

    public OpenInquiry Opening => _opening!;

    static Work WorkFor(InquiryRecord record)
    {
        if (record.MissBudget is not null || (record.Keys is not null && record.Price is not null))
            return Work.Limited;

        return record.Keys is null ? Work.Free : Work.Keyed;
    }
}
