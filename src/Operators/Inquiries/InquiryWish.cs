namespace Periksa.Operators.Inquiries;

/// <summary>Which inquiries are looked for: those of which all holds that is said.</summary>
public sealed record InquiryWish
{
    /// <summary>The inquiry's id, as its caller was told.</summary>
    public string? Id { get; init; }

    /// <summary>What its caller called it, SNAP's partnerReferenceNo or X-EXTERNAL-ID; or our own name for it, as
    /// <see cref="Id"/>.</summary>
    public string? Reference { get; init; }

    /// <summary>The account's number, as it was asked about.</summary>
    public string? Account { get; init; }

    /// <summary>The bank's code on the bank list.</summary>
    public string? Bank { get; init; }

    public string? Partner { get; init; }

    /// <summary>In the clock's time; left out: a day before <c>to</c>, or 31 for a reference.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before then; left out: until now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The <c>next_cursor</c> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>1 to 500; left out: 100.</summary>
    public int? Limit { get; init; }
}

/// <summary>What the audit trail tells of personal data that was shown. Of what was looked for, the account is
/// masked.</summary>
public sealed record RevealedEntry(string? Id, string? Reference, string? Account, int Count);
