using System.Globalization;
using Periksa.Bills;

namespace Periksa.Dialects.IpgChannel;

/// <summary>Wire to core and back. Pure: no clock, no storage, nothing to fake.</summary>
/// <remarks>Readers say what is wrong with a request: first what cannot be understood, in the order of the vendor's
/// table, and only then what is understood and no good.</remarks>
internal static class Translation
{
    /// <summary>The bill status that only a reversal's own answer gives; to everybody else the bill is payable
    /// again.</summary>
    const string Reversal = "reversal";

    /// <param name="inquiry">There when nothing is wrong.</param>
    public static Code? TryRead(InquiryRequest wire, Credential client, DateTimeOffset now, out BillInquiry? inquiry)
    {
        inquiry = null;
        if (wire.VaNumber.Text is not { } va)
            return Codes.VaNumberMissing;

        if (!Fields.IsReference(wire.RefId))
            return Codes.RefIdInvalid;

        if (!Fields.IsTerminalOrNone(wire.TerminalId))
            return Codes.TerminalIdInvalid;

        if (Fields.ReadMoment(wire.TransactionDate) is not { } moment)
            return Codes.TransactionDateInvalid;

        if (!Fields.IsVaNumber(va))
            return Codes.VaNumberInvalid;

        inquiry = new(client.Name, va, wire.RefId.Text!, wire.TerminalId.Text, moment, AskedAt: now)
        {
            Misses = client.Misses,
        };
        return null;
    }

    /// <param name="order">There when nothing is wrong.</param>
    public static Code? TryRead(PaymentRequest wire, Credential client, DateTimeOffset now, out PaymentOrder? order)
    {
        order = null;
        if (wire.VaNumber.Text is not { } va)
            return Codes.VaNumberMissing;

        if (!Fields.IsReference(wire.RefId))
            return Codes.RefIdInvalid;

        if (wire.Amount.Text is not { } text)
            return Codes.AmountMissing;

        if (!Fields.IsTerminalOrNone(wire.TerminalId))
            return Codes.TerminalIdInvalid;

        if (Fields.ReadMoment(wire.TransactionDate) is not { } moment)
            return Codes.TransactionDateInvalid;

        if (!Fields.IsCustomerNameOrNone(wire.CustomerName))
            return Codes.CustomerNameInvalid;

        if (!Fields.IsVaNumber(va))
            return Codes.VaNumberInvalid;

        if (!Fields.TryReadAmount(text, out var amount))
            return Codes.AmountInvalid;

        order = new(
            client.Name, va, wire.RefId.Text!, amount, wire.TerminalId.Text, moment, wire.CustomerName.Text, At: now)
        {
            Misses = client.Misses,
        };
        return null;
    }

    /// <param name="order">There when nothing is wrong.</param>
    public static Code? TryRead(ReversalRequest wire, Credential client, DateTimeOffset now, out ReversalOrder? order)
    {
        order = null;
        if (!wire.BillId.IsPresent)
            return Codes.BillIdMissing;

        if (!Fields.IsReference(wire.PaymentRef))
            return Codes.PaymentRefInvalid;

        if (wire.Amount.Text is not { } text)
            return Codes.ReversedAmountMissing;

        if (!Fields.TryReadAmount(text, out var amount))
            return Codes.AmountInvalid;

        order = new(client.Name, wire.BillId.Text!, wire.PaymentRef.Text!, amount, At: now);
        return null;
    }

    public static WireBill Write(Bill bill, DateTimeOffset now) => Write(bill, Word(bill.StatusAt(now)));

    public static WireBill WriteReversed(Bill bill) => Write(bill, Reversal);

    /// <summary>A moment by a clock in Jakarta, to the second.</summary>
    public static string Write(DateTimeOffset moment) =>
        moment.ToOffset(BusinessDay.Wib).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>The same as a transaction_date.</summary>
    public static string WriteMoment(DateTimeOffset moment) =>
        moment.ToOffset(BusinessDay.Wib).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    static WireBill Write(Bill bill, string status) => new(
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
        Write(bill.DueAt),
        Write(bill.ValidUntil),
        status,
        Write(bill.CreatedAt),
        [.. bill.Components.Select(Write)]);

    static WireComponent Write(BillComponent component) => new(
        component.Id,
        component.Name,
        component.Quantity.ToString(CultureInfo.InvariantCulture),
        Write(component.Price),
        Write(component.Total));

    static string? Write(DateTimeOffset? moment) => moment is { } some ? Write(some) : null;

    static string Write(Money money) => money.ToDecimal().ToString(CultureInfo.InvariantCulture);

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
