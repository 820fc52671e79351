namespace Periksa.Inquiries;

/// <summary>Writes inquiries down, many at a time.</summary>
/// <remarks>Each call waits until its record is durable or refused. It throws <see cref="TimeoutException"/> when the
/// database is out of reach for too long; the record may then have been written or not.</remarks>
public interface IInquiryLog
{
    /// <summary>The longest wait for anything that is looked up and written down for one inquiry.</summary>
    TimeSpan Patience => TimeSpan.FromSeconds(10);

    /// <summary>Writes an inquiry and its outcome down.</summary>
    /// <param name="patience">How long it may take; <c>null</c> for the inquiry log's own.</param>
    /// <param name="gone">Says that the caller does not wait any more: what was not begun by then is not.</param>
    Task<InquiryEntry> Record(InquiryRecord record, TimeSpan? patience = null, CancellationToken gone = default);

    /// <summary>Takes the keys of an inquiry that is about to be asked outside, and keeps it open: if this host
    /// does not close it, another will. A partner without a miss left is refused, and has used nothing up.</summary>
    Task<InquiryEntry> Open(OpenInquiry inquiry, CancellationToken gone = default);

    /// <summary>Writes down how an open inquiry ended. The first to do so is right, and pays for its miss.</summary>
    Task<InquiryEntry> Close(InquiryRecord record, TimeSpan? patience = null);
}

/// <summary>The record of one inquiry.</summary>
/// <param name="Price">What it costs; <c>null</c> when it is not billed.</param>
/// <param name="MissBudget">For a "not found": how many of these the partner may have in store; <c>null</c> for no such
/// limit, and for any other outcome.</param>
public sealed record InquiryRecord(
    InquiryId Id,
    DateTimeOffset AskedAt,
    DialectName Dialect,
    PartnerId Partner,
    BankAccount Account,
    InquiryOutcome Outcome,
    string? HolderName,
    Money? Price,
    int? MissBudget,
    OnceKeys? Keys)
{
    public bool IsVirtualAccount { get; init; }

    /// <summary>True if an outside party was asked; the inquiry was admitted then, so its miss is paid for, into debt
    /// if need be, and never refused.</summary>
    public bool IsFromOutside { get; init; }

    /// <summary>The amount owed on a virtual account that was found.</summary>
    public Money? Owed { get; init; }

    /// <summary>Why it was not found. It is for the answer alone, and not written down.</summary>
    public AccountAbsence Absence { get; init; }

    /// <summary>The way to the outcome.</summary>
    public IReadOnlyList<RouteStep> Steps { get; init; } = [];

    /// <summary>The id that its questions went out with, where it had to be recorded by another; else
    /// <c>null</c>.</summary>
    public InquiryId? AskedAs { get; init; }

    /// <summary>The callback posted to the caller once the record is durable; <c>null</c> for none.</summary>
    public Callback? Callback { get; init; }
}

/// <summary>An inquiry without an outcome yet, with all that another host needs to go on with it.</summary>
/// <param name="FollowUp">Who hears of it and how long it may take; <c>null</c> where nobody will hear, and then it is
/// closed soon after its budget.</param>
public sealed record OpenInquiry(
    InquiryId Id,
    DateTimeOffset AskedAt,
    DialectName Dialect,
    PartnerId Partner,
    BankAccount Account,
    OnceKeys Keys,
    DateTimeOffset GiveUpAt,
    FollowUp? FollowUp)
{
    /// <summary>The number of misses the partner may have in store; with none left the inquiry is not opened;
    /// <c>null</c> for no such limit, and once it is open.</summary>
    public int? MissBudget { get; init; }

    /// <summary>The route by which it is asked; <c>null</c> where there are none.</summary>
    public RouteName? Route { get; init; }

    /// <summary>Its way so far, where this host knows it.</summary>
    public Trail? Trail { get; init; }
    /// <summary>The id that the route's provider gave it; <c>null</c> for none, or none yet.</summary>
    public string? ProviderId { get; init; }

    /// <summary>How often it was put back to be asked again.</summary>
    public int Asked { get; init; }

    public bool IsVirtualAccount { get; init; }

    /// <summary>What its caller means to do: whoever asks again says the same.</summary>
    public Intent? Intent { get; init; }
}

/// <summary>The outcome of an inquiry.</summary>
public enum InquiryOutcome
{
    Found,
    NotFound,

    /// <summary>The bank reported a failure.</summary>
    Failed,

    /// <summary>The bank had no word in time.</summary>
    Unanswered,

    /// <summary>The bank's message made no sense.</summary>
    Unclear,

    /// <summary>The bank is not on the list. Written down only where it uses a caller's keys up.</summary>
    BankNotSupported,
}

/// <summary>The inquiry log's verdict on whether an inquiry is now in the ledger.</summary>
public enum InquiryVerdict
{
    /// <summary>It is durable, and billed where it has a price.</summary>
    Recorded,

    /// <summary>Another inquiry holds its day key. Nothing was recorded but the reference.</summary>
    DayKeyUsed,

    /// <summary>Another inquiry holds its reference. Nothing was recorded but the day key.</summary>
    ReferenceUsed,

    /// <summary>The partner's miss budget is spent. Nothing was recorded.</summary>
    MissBudgetSpent,

    /// <summary>The day's invoice is being paid and takes no more lines. Nothing was recorded.</summary>
    InvoiceClosed,

    /// <summary>It is not open any more: another host has closed it. Nothing was recorded now.</summary>
    ClosedElsewhere,

    /// <summary>The queue is full. Nothing was recorded, and nothing will be.</summary>
    QueueFull,
}

/// <param name="Invoice">The invoice that carries the inquiry's line; <c>null</c> when it has none.</param>
/// <param name="Deposit">The partner's deposit; <c>null</c> for an inquiry without keys.</param>
public readonly record struct InquiryEntry(InquiryVerdict Verdict, InvoiceId? Invoice, Money? Deposit = null);
