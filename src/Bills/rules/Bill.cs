using System.Collections.Immutable;

namespace Periksa.Bills;

/// <summary>The type of a bill, by the amounts it lets its payer pay.</summary>
public enum BillType
{
    /// <summary>Any amount, as often as anybody likes.</summary>
    Open,

    /// <summary>Exactly what is owed, at once.</summary>
    Close,

    /// <summary>Up to what is owed, in as many parts as anybody likes.</summary>
    Partial,
}

/// <summary>The status of a bill.</summary>
public enum BillStatus
{
    Active,

    /// <summary>Nothing is owed on it any more.</summary>
    Paid,

    /// <summary>It was not paid while it was valid.</summary>
    Expired,

    /// <summary>Its biller has revoked it.</summary>
    Void,
}

/// <summary>A customer's debt to a biller, payable at a virtual account.</summary>
/// <param name="Hash">Names it to the outside: eight URL-safe characters.</param>
/// <param name="Biller">The id of the partner who is paid.</param>
/// <param name="VaNumber">The virtual account, sixteen digits: the biller's prefix and a number of its own.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Total">The sum of its components.</param>
/// <param name="Paid">What was paid and not reversed.</param>
/// <param name="DueAt">When it should be paid; <c>null</c> for no such day.</param>
/// <param name="ValidUntil">From then on it cannot be paid; <c>null</c> for never.</param>
/// <param name="InvoiceNumber">The biller's own name for it, unique among its bills; <c>null</c> for none.</param>
public sealed record Bill(
    BillId Id,
    BillHash Hash,
    PartnerId Biller,
    VaNumber VaNumber,
    BillType Type,
    string Name,
    Customer Customer,
    Money Total,
    Money Paid,
    string? Description,
    string? ExtDescription,
    DateTimeOffset? DueAt,
    DateTimeOffset? ValidUntil,
    string? InvoiceNumber,
    DateTimeOffset CreatedAt,
    ImmutableArray<BillComponent> Components)
{
    /// <summary>When its biller revoked it; <c>null</c> where it has not.</summary>
    public DateTimeOffset? VoidedAt { get; init; }

    /// <summary>The number of events that its biller had been told of when it was read.</summary>
    public int Events { get; init; }

    /// <summary>The amount still to be paid; for an open bill its total, however much was paid.</summary>
    public Money Billed => Type is BillType.Open ? Total : Total - Paid;

    /// <summary>Read off the clock and the facts, so that it is right whether or not any job has run.</summary>
    public BillStatus StatusAt(DateTimeOffset now)
    {
        if (VoidedAt is not null)
            return BillStatus.Void;

        if (Type is not BillType.Open && Billed == Money.Zero)
            return BillStatus.Paid;

        return ValidUntil <= now ? BillStatus.Expired : BillStatus.Active;
    }

    /// <summary>Oldest due first, then oldest made: the order in which several bills on one account are shown and
    /// paid.</summary>
    public static IEnumerable<Bill> InOrder(IEnumerable<Bill> bills) => bills
        .OrderBy(bill => bill.DueAt ?? DateTimeOffset.MaxValue)
        .ThenBy(bill => bill.CreatedAt)
        .ThenBy(bill => bill.Id.Value);
}

/// <summary>Names one bill in the ledger.</summary>
public readonly record struct BillId(Guid Value);

/// <summary>Whom a bill is made out to.</summary>
public sealed record Customer(string Name, string? Email, string? Phone, string? Address);

/// <summary>A line of a bill.</summary>
/// <param name="Id">A UUID as text.</param>
/// <param name="Quantity">A whole number, one or more.</param>
public sealed record BillComponent(string Id, string Name, int Quantity, Money Price)
{
    public Money Total => new(Price.Minor * Quantity, Price.Currency);
}
