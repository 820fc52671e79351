namespace Periksa.Operators.Inquiries;

/// <summary>Where a search looks.</summary>
/// <param name="First">The first WIB day that is looked through.</param>
/// <param name="Id">Only this one.</param>
/// <param name="After">What the page before ended with.</param>
sealed record SearchBounds(
    DateOnly First, DateOnly Last, DateTimeOffset From, DateTimeOffset To, Guid? Id, Guid? After)
{
    /// <summary>What was asked this moment may be a moment ahead of this host's clock.</summary>
    static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    public static (SearchBounds? Bounds, Refusal? Refusal) Read(InquiryWish wish, DateTimeOffset now)
    {
        if (wish.Limit is < 1 or > Page<InquiryEntry>.LimitMaximum)
            return (null, Refusal.Invalid($"A limit is 1 to {Page<InquiryEntry>.LimitMaximum}."));

        var (id, isId) = ReadId(wish.Id);
        if (!isId)
            return (null, Refusal.Invalid("The id is none of ours: it is a UUID, as the inquiry's caller was told."));

        var (after, isCursor) = ReadId(wish.Cursor);
        if (!isCursor)
            return (null, Refusal.Invalid("This is no cursor: send the next_cursor of the page before."));

        if (id is { } one)
            return (OfDay(one, after), null);

        if (wish.Bank is { } bank && BankList.Published.Find(bank) is null)
        {
            return (null, Refusal.Invalid(
                $"'{Words.Shown(bank)}' is no bank's code on the bank list: write it like 014, which is BCA's."));
        }

        if (!IsOfOurTime(wish.From) || !IsOfOurTime(wish.To))
            return (null, Refusal.Invalid("From and to are of the years 2000 to 2099."));

        var to = wish.To ?? now + Ahead;
        var usually = wish.Reference is null ? TimeSpan.FromDays(1) : InquirySearch.SpanMaximum;
        var from = wish.From ?? to - usually;
        if (from >= to || to - from > InquirySearch.SpanMaximum + Ahead)
        {
            return (null, Refusal.Invalid(
                $"A search looks through at most {InquirySearch.SpanMaximum.TotalDays:0} days: say from and to, from "
                + "being the earlier."));
        }

        var bounds = new SearchBounds(BusinessDay.Of(from), BusinessDay.Of(to), from, to, null, after);
        return (wish is { From: null, To: null } ? bounds.And(OwnIn(wish.Reference)) : bounds, null);
    }

    /// <summary>The inquiry that a reference names if it is our own for it; <c>null</c> where it is none.</summary>
    public static Guid? OwnIn(string? reference) => ReadId(reference).Id;

    // A caller's own reference may be a UUID, too: it is looked for all the same.
    SearchBounds And(Guid? id)
    {
        if (id is not { } named)
            return this;

        var day = new InquiryId(named).Day;
        var begin = new DateTimeOffset(day, TimeOnly.MinValue, BusinessDay.Wib);
        return this with
        {
            First = day < First ? day : First,
            Last = day > Last ? day : Last,
            From = begin < From ? begin : From,
            To = begin.AddDays(1) > To ? begin.AddDays(1) : To,
        };
    }

    static bool IsOfOurTime(DateTimeOffset? moment) => moment is not { UtcDateTime.Year: < 2000 or > 2099 };

    static SearchBounds OfDay(Guid id, Guid? after)
    {
        var day = new InquiryId(id).Day;
        return new(day, day, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, id, after);
    }

    static (Guid? Id, bool IsOurs) ReadId(string? text)
    {
        if (text is null)
            return (null, true);

        return Guid.TryParse(text, out var id) && id.Version is InquiryId.Version && new InquiryId(id).HasDay
            ? (id, true)
            : (null, false);
    }
}
