using Periksa.Operators.Messages;

namespace Periksa.Operators.Inquiries;

/// <summary>An inquiry as operators see it. Account and name are masked unless they were asked for.</summary>
public sealed record InquiryEntry
{
    public required Guid Id { get; init; }

    /// <summary>When it was asked, in the clock's time.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Dialect { get; init; }

    public required string Partner { get; init; }

    /// <summary>The bank's code on the bank list.</summary>
    public required string Bank { get; init; }

    public required string Account { get; init; }

    /// <summary>Who holds the account; <c>null</c> where nobody was found.</summary>
    public string? HolderName { get; init; }

    /// <summary>How it was answered, e.g. <c>found</c>; <c>open</c> where that is not known yet.</summary>
    public required string Outcome { get; init; }

    /// <summary>In sen; <c>null</c> where it was not billed.</summary>
    public long? Price { get; init; }

    internal InquiryEntry Hidden() => this with
    {
        Account = Masked.Account(Account),
        HolderName = HolderName is { } name ? Masked.Name(name) : null,
    };
}

/// <summary>An inquiry and its whole way: who was asked, what its caller was told by callbacks, what it
/// costs.</summary>
public sealed record InquiryStory
{
    public required InquiryEntry Inquiry { get; init; }

    /// <summary>All of its way in one sentence.</summary>
    public required string Why { get; init; }

    /// <summary>What its caller called it; none where it said nothing.</summary>
    public required IReadOnlyList<InquiryName> Names { get; init; }

    public required IReadOnlyList<InquiryStep> Steps { get; init; }

    /// <summary>Without their bodies, unless personal data was asked for.</summary>
    public required IReadOnlyList<CallbackEntry> Callbacks { get; init; }

    /// <summary>What it is billed on; <c>null</c> where it is not.</summary>
    public InvoiceEntry? Invoice { get; init; }
}

/// <summary>What a caller called an inquiry.</summary>
/// <param name="Kind"><c>external_id</c> for SNAP's X-EXTERNAL-ID, which is good once a day; <c>reference</c> for the
/// number of the caller's own that is good once.</param>
/// <param name="Credential">Whose name it is.</param>
public sealed record InquiryName(string Kind, string Value, string Credential);

/// <summary>What one route to a provider had to do with an inquiry.</summary>
/// <param name="Kind">E.g. <c>asked</c>, <c>skipped</c>, <c>remembered</c>.</param>
/// <param name="Skipped">Why it was left out.</param>
/// <param name="Price">What the question cost, in sen.</param>
/// <param name="Saved">What was saved by not asking, in sen.</param>
public sealed record InquiryStep(
    string Route, string Kind, string? Skipped, DateTimeOffset? AskedAt, DateTimeOffset? HeardAt, string? Outcome,
    long Price, long Saved);

/// <summary>A partner's invoice of a day.</summary>
/// <param name="Day">Of WIB.</param>
/// <param name="Amount">In sen.</param>
/// <param name="PaidAt">In the clock's time; <c>null</c> while it is not paid.</param>
public sealed record InvoiceEntry(Guid Id, DateOnly Day, long Amount, DateTimeOffset? PaidAt);
