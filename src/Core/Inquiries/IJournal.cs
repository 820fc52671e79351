namespace Periksa;

/// <summary>What is written down about one inquiry.</summary>
/// <param name="Price">What it costs; <c>null</c> when it is not billed.</param>
/// <param name="MissBudget">For a "not found": how many of these the partner may have in store; <c>null</c> for no such
/// limit, and for any other outcome.</param>
public sealed record InquiryRecord(
    InquiryId Id,
    DateTimeOffset AskedAt,
    string Dialect,
    string Partner,
    BankAccount Account,
    Outcome Outcome,
    string? HolderName,
    Money? Price,
    int? MissBudget,
    OnceKeys? Keys);

/// <summary>How an inquiry ended.</summary>
public enum Outcome
{
    Found,
    NotFound,

    /// <summary>The bank reported a failure.</summary>
    Failed,

    /// <summary>The bank had no word within the budget.</summary>
    Unanswered,

    /// <summary>The bank's message made no sense.</summary>
    Unclear,
}

/// <summary>Whether an inquiry stands in the books now.</summary>
public enum Verdict
{
    /// <summary>It is durable, and billed where it has a price.</summary>
    Recorded,

    /// <summary>Another inquiry holds its day key. Nothing was recorded.</summary>
    DayKeyUsed,

    /// <summary>Another inquiry holds its reference. Nothing was recorded but the day key.</summary>
    ReferenceUsed,

    /// <summary>The partner's miss budget is spent. Nothing was recorded.</summary>
    MissBudgetSpent,

    /// <summary>The day's invoice is being paid and takes no more lines. Nothing was recorded.</summary>
    InvoiceClosed,

    /// <summary>The queue is full. Nothing was recorded, and nothing will be.</summary>
    QueueFull,
}

/// <param name="Invoice">The invoice that carries the inquiry's line; <c>null</c> when it has none.</param>
public readonly record struct Entry(Verdict Verdict, InvoiceId? Invoice);

/// <summary>Writes inquiries down, many at a time.</summary>
public interface IJournal
{
    /// <summary>Waits until the record is durable or refused. Throws <see cref="TimeoutException"/> when the
    /// database is out of reach for too long; the record may then have been written or not.</summary>
    Task<Entry> Record(InquiryRecord record);
}
