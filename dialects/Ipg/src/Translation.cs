using System.Globalization;
using Periksa.Bills;

namespace Periksa.Dialects.Ipg;

/// <summary>A bill as both sides are shown it, and its words. Pure: no clock, no storage, nothing to fake.</summary>
internal static class Translation
{
    public static WireBill Write(Bill bill, DateTimeOffset now) => Write(bill, Word(bill.StatusAt(now)));

    public static WireBill Write(Bill bill, string status) => new(
        bill.Hash,
        bill.InvoiceNumber,
        bill.VaNumber,
        Word(bill.Type),
        bill.Name,
        bill.Customer.Name,
        bill.Customer.Email,
        bill.Customer.Phone,
        bill.Customer.Address,
        bill.Total.ToDecimal(),
        bill.Billed.ToDecimal(),
        bill.Paid.ToDecimal(),
        bill.Description,
        bill.ExtDescription,
        Moments.Write(bill.DueAt),
        Moments.Write(bill.ValidUntil),
        status,
        Moments.Write(bill.CreatedAt),
        [.. bill.Components.Select(Write)]);

    /// <summary>The type with this word; <c>null</c> for none.</summary>
    public static BillType? ReadType(string? word) => word switch
    {
        "open" => BillType.Open,
        "close" => BillType.Close,
        "partial" => BillType.Partial,
        _ => null,
    };

    /// <summary>The status with this word; <c>null</c> for none.</summary>
    public static BillStatus? ReadStatus(string? word) => word switch
    {
        "active" => BillStatus.Active,
        "paid" => BillStatus.Paid,
        "expired" => BillStatus.Expired,
        "void" => BillStatus.Void,
        _ => null,
    };

    static WireComponent Write(BillComponent component) => new(
        component.Id,
        component.Name,
        component.Quantity.ToString(CultureInfo.InvariantCulture),
        Write(component.Price),
        Write(component.Total));

    static string Write(Money amount) => amount.ToDecimal().ToString(CultureInfo.InvariantCulture);

    static string Word(BillType type) => type switch
    {
        BillType.Open => "open",
        BillType.Close => "close",
        BillType.Partial => "partial",
    };

    static string Word(BillStatus status) => status switch
    {
        BillStatus.Active => "active",
        BillStatus.Paid => "paid",
        BillStatus.Expired => "expired",
        BillStatus.Void => "void",
    };
}
