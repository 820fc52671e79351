using System.Collections.Immutable;

namespace Periksa;

/// <summary>The engine's desk for those who are paid: billers make bills, look at them and revoke them. Somebody
/// else's are never found.</summary>
public interface IBillOffice
{
    /// <summary>Makes a bill.</summary>
    Task<MakingAnswer> Make(NewBill bill);

    /// <summary>The bill with this hash; <c>null</c> when the biller has none.</summary>
    Task<Bill?> Find(string biller, string hash, CancellationToken cancel);

    /// <summary>Newest first.</summary>
    Task<BillPage> List(string biller, BillFilter filter, CancellationToken cancel);

    /// <summary>Some of a bill's payments, oldest first; <c>null</c> when the biller has no such bill.</summary>
    Task<PaymentPage?> Payments(string biller, string hash, int offset, int limit, CancellationToken cancel);

    /// <summary>Revokes a bill, so that it cannot be paid any more. Doing so twice is the same as once.</summary>
    Task<VoidAnswer> Void(string biller, string hash, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Begins to make many bills: all of them are made when it is completed, and none before. <c>null</c>
    /// while another import of the biller's is under way.</summary>
    /// <param name="digest">SHA-256 of the file they come from: the same file makes no bill twice.</param>
    Task<IBillImport?> BeginImport(string biller, ReadOnlyMemory<byte> digest, CancellationToken cancel);
}

/// <summary>A bill that is to be made, found good as such.</summary>
public sealed record NewBill(
    string Biller,
    string VaNumber,
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

/// <summary>What became of the wish to make a bill.</summary>
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

    /// <summary>An import that is under way has this number or this prefix, or this host has enough to make. Nothing
    /// was made; asked a moment later, it may be.</summary>
    TooBusy,
}

/// <summary>How much a biller may have of what everybody shares.</summary>
public static class BillLimits
{
    /// <summary>Bills on one virtual account that can be paid. A channel is shown all of them at once, and whoever
    /// pays one locks them all; nobody at an ATM looks through more.</summary>
    public const int PayableOnAccount = 100;

    /// <summary>Prefixes that a biller gets by using them first. There are a million for everybody, and a few do for a
    /// biller; whoever needs more asks the operator.</summary>
    public const int PrefixesTaken = 100;
}

/// <param name="Status">Only bills that stand so at <paramref name="Now"/>; <c>null</c> for all.</param>
public sealed record BillFilter(
    string? VaNumber, string? InvoiceNumber, BillStatus? Status, DateTimeOffset Now, int Offset, int Limit);

/// <param name="Total">How many there are in all that the filter lets through.</param>
public sealed record BillPage(long Total, IReadOnlyList<Bill> Bills);

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

/// <summary>Many bills on their way into the books. Disposed of before it is completed, it leaves nothing
/// behind.</summary>
public interface IBillImport : IAsyncDisposable
{
    /// <summary>What the same file came to before; <c>null</c> when it never made a bill. It makes none
    /// again.</summary>
    EarlierImport? Before { get; }

    /// <summary>Adds some, in the order they came: of those with one invoice number, the first that can be
    /// made.</summary>
    /// <returns>For each why it cannot be made, or that it can.</returns>
    Task<IReadOnlyList<MakingVerdict>> Add(IReadOnlyList<NewBill> bills, CancellationToken cancel);

    /// <summary>Makes all that could be. When this returns, they are durable. A file that has made none is forgotten,
    /// so that it may make some another time.</summary>
    /// <param name="rows">How many the file had, those that were no bill included.</param>
    Task Complete(int rows, CancellationToken cancel);
}

/// <param name="Rows">How many it had; <c>null</c> for a file so old that nobody remembers.</param>
public readonly record struct EarlierImport(int Made, int? Rows);
