using System.Collections.Immutable;

namespace Periksa.Bills;

/// <summary>The engine's desk for those who are paid: billers make bills, look at them and revoke them. Somebody
/// else's are never found.</summary>
public interface IBillOffice
{
    /// <summary>Makes a bill.</summary>
    Task<MakingAnswer> Make(NewBill bill);

    /// <summary>The bill with this hash; <c>null</c> when the biller has none.</summary>
    Task<Bill?> Find(PartnerId biller, BillHash hash, CancellationToken cancel);

    /// <summary>Newest first: so many at a place in the list, or those that follow one that was seen before.</summary>
    Task<BillPage> List(PartnerId biller, BillFilter filter, CancellationToken cancel);

    /// <summary>Some of a bill's payments, oldest first; <c>null</c> when the biller has no such bill.</summary>
    Task<PaymentPage?> Payments(PartnerId biller, BillHash hash, int offset, int limit, CancellationToken cancel);

    /// <summary>The payments made to a biller, or taken back from it, on a day.</summary>
    Task<PaymentWalk> Payments(PartnerId biller, PaymentFilter filter, CancellationToken cancel);

    /// <summary>The youngest payment made to one of a biller's virtual accounts, whoever took it; <c>null</c> where
    /// there is none.</summary>
    /// <param name="id">Its request id or reference; <c>null</c> for whichever was the last.</param>
    Task<FoundPayment?> FindPayment(
        PartnerId biller, VaNumber vaNumber, Reference? id, CancellationToken cancel);

    /// <summary>Revokes a bill, so that it cannot be paid any more. Doing so twice is the same as once.</summary>
    Task<VoidAnswer> Void(PartnerId biller, BillHash hash, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Begins to make many bills: all of them are made when it is completed, and none before. <c>null</c>
    /// while another import of the biller's is under way.</summary>
    /// <param name="digest">SHA-256 of the file they come from: the same file makes no bill twice.</param>
    Task<IBillImport?> BeginImport(
        PartnerId biller, ReadOnlyMemory<byte> digest, ImportWish wish, CancellationToken cancel);
}

/// <summary>A bill that is to be made, found good as such.</summary>
public sealed record NewBill(
    PartnerId Biller,
    VaNumber VaNumber,
    BillType Type,
    string Name,
    Customer Customer,
    string? Description,
    string? ExtDescription,
    DateTimeOffset? DueAt,
    DateTimeOffset? ValidUntil,
    string? InvoiceNumber,
    ImmutableArray<BillComponent> Components,
    DateTimeOffset At)
{
    public Money Total => Components.Aggregate(Money.Zero, (sum, component) => sum + component.Total);
}

/// <summary>The outcome of a request to make a bill.</summary>
/// <param name="Bill">As it was made; <c>null</c> when it was not.</param>
public readonly record struct MakingAnswer(MakingVerdict Verdict, Bill? Bill = null);

public enum MakingVerdict
{
    Made,

    /// <summary>The biller already has a bill with this invoice number.</summary>
    InvoiceNumberUsed,

    /// <summary>The virtual account's first six digits are another biller's.</summary>
    PrefixOfAnother,

    /// <summary>They are nobody's, and the biller has taken as many by itself as it may.</summary>
    PrefixesTooMany,

    /// <summary>There are as many bills on the virtual account as may wait to be paid.</summary>
    BillsTooMany,

    /// <summary>Of a row of a file: an earlier file made the same bill, and that can still be paid.</summary>
    Unchanged,

    /// <summary>Of a row of a file: a bill that can be paid on the virtual account is another customer's.</summary>
    CustomerDiffers,

    /// <summary>An import that is under way has this number or this prefix, or this host has enough to make. Nothing
    /// was made; asked a moment later, it may be.</summary>
    TooBusy,
}

/// <summary>The time for which imports are remembered by their rows, too.</summary>
public static class ImportMemory
{
    /// <summary>A corrected file comes the same day.</summary>
    public static readonly TimeSpan OfRows = TimeSpan.FromHours(24);
}

/// <summary>The limits on a biller's use of what everybody shares.</summary>
public static class BillLimits
{
    /// <summary>Bills on one virtual account that can be paid. A channel is shown all of them at once, and whoever
    /// pays one locks them all; nobody at an ATM looks through more.</summary>
    public const int PayableOnAccount = 100;

    /// <summary>Prefixes that a biller gets by using them first. There are a million for everybody, and a few do for a
    /// biller; whoever needs more asks the operator.</summary>
    public const int PrefixesTaken = 100;

    /// <summary>A prefix whose bills are all revoked goes to whoever makes the next bill on it. More of them than this
    /// are not looked through for that: then the operator decides.</summary>
    public const int RevokedOnPrefix = 10_000;
}

/// <param name="Status">Only bills that stand so at <paramref name="Now"/>; <c>null</c> for all.</param>
public sealed record BillFilter(
    VaNumber? VaNumber, string? InvoiceNumber, BillStatus? Status, DateTimeOffset Now, int Offset, int Limit)
{
    /// <summary>True if the list is walked from bill to bill, without a count.</summary>
    public bool IsWalk { get; init; }

    /// <summary>The last bill that was seen on such a walk; <c>null</c> at its beginning.</summary>
    public BillId? After { get; init; }
}

/// <param name="Total">How many there are in all that the filter lets through; <c>null</c> on a walk.</param>
/// <param name="Next">Where a walk goes on; <c>null</c> at its end.</param>
public sealed record BillPage(long? Total, IReadOnlyList<Bill> Bills, BillId? Next = null);

/// <summary>Which of a biller's payments are asked for.</summary>
/// <param name="Day">WIB.</param>
/// <param name="After">Where the walk stands; <c>null</c> at its beginning.</param>
public sealed record PaymentFilter(DateOnly Day, PaymentPlace? After, int Limit);

/// <summary>A place in the list of a day's payments: when the first thing happened that day to the last one seen, and
/// its id. Nothing that happens later changes it.</summary>
public readonly record struct PaymentPlace(DateTimeOffset At, Guid Id);

/// <summary>A payment, and which bill of which virtual account it is for.</summary>
public sealed record BilledPayment(BillPayment Payment, BillHash Hash, VaNumber VaNumber);

/// <param name="Next">Where the walk goes on; <c>null</c> at its end.</param>
public sealed record PaymentWalk(IReadOnlyList<BilledPayment> Payments, PaymentPlace? Next);

/// <summary>A payment as its biller may see it: all that was paid under one request, or under one reference.</summary>
/// <param name="Id">Its request id; the reference of a payment that has none.</param>
/// <param name="BankReference">The bank's own number for it; <c>null</c> for none.</param>
/// <param name="Bills">As they are now.</param>
public sealed record FoundPayment(
    Reference Id, Money Amount, string? BankReference, IReadOnlyList<PaidBill> Bills)
{
    public bool IsTakenBack => Bills.Any(one => one.Payment.ReversedAt is not null);
}

/// <param name="Total">How many there are in all.</param>
public sealed record PaymentPage(long Total, IReadOnlyList<BillPayment> Payments);

/// <param name="Bill">The bill after it; <c>null</c> when there is none.</param>
public readonly record struct VoidAnswer(VoidVerdict Verdict, Bill? Bill = null);

public enum VoidVerdict
{
    Voided,
    NotFound,

    /// <summary>It is paid, and cannot be revoked.</summary>
    Paid,
}

/// <summary>Many bills on their way into the ledger. Disposed of before it is completed, it leaves nothing
/// behind.</summary>
public interface IBillImport : IAsyncDisposable
{
    /// <summary>The result of an earlier import of the same file, which makes no bills again; <c>null</c> when it
    /// never made a bill.</summary>
    EarlierImport? Before { get; }

    /// <summary>Adds some, in the order they came: of those with one invoice number, the first that can be
    /// made.</summary>
    /// <returns>For each why it cannot be made, or that it can.</returns>
    Task<IReadOnlyList<RowAnswer>> Add(IReadOnlyList<NewBill> bills, CancellationToken cancel);

    /// <summary>Makes all that could be. When this returns, they are durable. A file that has made none is forgotten,
    /// so that it may make some another time.</summary>
    /// <param name="rows">How many the file had, those that were no bill included.</param>
    /// <param name="unchanged">How many of them an earlier file had brought.</param>
    Task Complete(int rows, int unchanged, CancellationToken cancel);
}

/// <param name="Rows">How many it had; <c>null</c> for a file so old that nobody remembers.</param>
/// <param name="Unchanged">How many of them an earlier file had brought.</param>
public readonly record struct EarlierImport(int Made, int? Rows, int Unchanged = 0);

/// <summary>The options by which a biller's import departs from the usual.</summary>
/// <param name="Again">Makes what was made before, by the same file or by another.</param>
/// <param name="SharedAccounts">Takes bills of several customers on one virtual account.</param>
public readonly record struct ImportWish(bool Again = false, bool SharedAccounts = false);

/// <summary>The outcome of importing a row.</summary>
/// <param name="Hash">Of the bill that it is the same as or collides with; <c>null</c> otherwise.</param>
public readonly record struct RowAnswer(MakingVerdict Verdict, BillHash? Hash = null);
