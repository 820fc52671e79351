using System.Globalization;
using Periksa.Bills;

namespace Periksa.Dialects.IpgBiller;

/// <summary>Wire to core and back. Pure: no clock, no storage, nothing to fake.</summary>
internal static class Translation
{
    const int InstitutionCodeLengthMaximum = 50;
    const string PaymentType = "payment";
    const string ReversalType = "reversal";

    /// <summary>Reads a bill to be made, or says in a sentence what is wrong: the first field, in the order of the
    /// contract.</summary>
    /// <param name="bill">Meaningful when nothing is wrong.</param>
    public static string? TryRead(BillRequest wire, string biller, DateTimeOffset now, NewId newId, out NewBill bill)
    {
        var draft = new Draft(
            wire.VaNumber,
            wire.Prefix,
            wire.Type,
            wire.Name,
            wire.CustomerName,
            wire.CustomerEmail,
            wire.CustomerPhone,
            wire.CustomerAddress,
            wire.Description,
            wire.ExtDescription,
            wire.InvoiceNumber,
            wire.DueDate,
            wire.ValidUntil);

        var fault = draft.TryRead(biller, now, out bill)
            ?? Fields.FindFault(wire.InstitutionCode, InstitutionCodeLengthMaximum, Sentences.InstitutionCode);
        if (fault is not null)
            return fault;

        if (Components.TryRead(wire.Components, wire.TotalAmount, newId, out var components) is { } sentence)
            return sentence;

        bill = bill with { Components = components, Name = wire.Name.Text ?? components[0].Name };
        return null;
    }

    public static WireBill Write(Bill bill, DateTimeOffset now) => new(
        bill.Hash,
        bill.InvoiceNumber,
        bill.VaNumber,
        Write(bill.Type),
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
        Write(bill.StatusAt(now)),
        Write(bill.CreatedAt),
        [.. bill.Components.Select(Write)]);

    public static WirePayment Write(BillPayment payment) => new(
        payment.Id.ToString(),
        payment.RefId,
        payment.Channel,
        payment.Amount.ToDecimal(),
        PaymentType,
        payment.TerminalId,
        WriteChannelTime(payment.TransactionAt),
        payment.CustomerName,
        Write(payment.At),
        Write(payment.ReversedAt));

    public static WireBilledPayment Write(BilledPayment billed)
    {
        var payment = Write(billed.Payment);
        return new(
            payment.Id,
            payment.PaymentRefId,
            payment.Channel,
            payment.Amount,
            payment.Type,
            payment.TerminalId,
            payment.TransactionDate,
            payment.CustomerName,
            payment.CreatedAt,
            billed.Hash,
            billed.VaNumber,
            payment.ReversedAt);
    }

    /// <summary>A payment as a webhook tells it, right after it was made or taken back.</summary>
    public static Webhook Write(Bill bill, BillPayment payment, int sequence)
    {
        var (told, type, at) = payment.ReversedAt is { } reversedAt
            ? ("payment.reversed", ReversalType, reversedAt)
            : ("payment.received", PaymentType, payment.At);

        return new(
            told,
            Write(bill, at),
            new(
                payment.Id.ToString(),
                payment.RefId,
                payment.Channel,
                payment.Amount.ToDecimal(),
                type,
                WriteExactly(at),
                sequence,
                new(bill.VaNumber, bill.Customer.Name)));
    }

    /// <summary>A moment as this vendor writes it: to the second, by Jakarta's clock.</summary>
    public static string Write(DateTimeOffset moment) =>
        moment.ToOffset(BusinessDay.Wib).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    // Webhooks may come within one second, and whoever keeps them sorts by this, too.
    static string WriteExactly(DateTimeOffset moment) =>
        moment.ToOffset(BusinessDay.Wib).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    static string? Write(DateTimeOffset? moment) => moment is { } known ? Write(known) : null;

    static string WriteChannelTime(DateTimeOffset moment) =>
        moment.ToOffset(BusinessDay.Wib).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    static WireComponent Write(BillComponent component) => new(
        component.Id,
        component.Name,
        component.Quantity.ToString(CultureInfo.InvariantCulture),
        WriteText(component.Price),
        WriteText(component.Total));

    static string WriteText(Money amount) => amount.ToDecimal().ToString(CultureInfo.InvariantCulture);

    static string Write(BillType type) => type switch
    {
        BillType.Open => "open",
        BillType.Close => "close",
        BillType.Partial => "partial",
    };

    static string Write(BillStatus status) => status switch
    {
        BillStatus.Active => "active",
        BillStatus.Paid => "paid",
        BillStatus.Expired => "expired",
        BillStatus.Void => "void",
    };
}
