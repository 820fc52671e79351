using System.Globalization;
using Microsoft.AspNetCore.Http;
using Periksa.Inquiries;
using Periksa.Invoicing;

namespace Periksa.Wire.Sento;

/// <summary>Wire to core and back. Pure: no clock, no storage, nothing to fake.</summary>
internal static class Translation
{
    const int BankCodeLengthMaximum = 255;
    const int AccountNumberLengthMaximum = 255;
    const int LimitDefault = 10;
    const int LimitMaximum = 100;

    /// <summary>Reads the account that is asked about; false when a parameter is missing or not valid.</summary>
    public static bool TryRead(InquiryRequest wire, out BankAccount account)
    {
        return BankAccount.TryRead(wire.BankCode.Text ?? "", wire.AccountNumber.Text ?? "", out account)
            && account.BankCode.Length is > 0 and <= BankCodeLengthMaximum
            && account.Shown.Length <= AccountNumberLengthMaximum;
    }

    /// <summary>Reads <c>offset</c>, <c>limit</c> and <c>status</c>; an empty one has its default.</summary>
    public static bool TryRead(IQueryCollection query, DateTimeOffset now, out InvoiceFilter filter)
    {
        filter = new(Status: null, now, Offset: 0, LimitDefault);

        if (!TryReadNumber(query, "offset", out var offset) || !TryReadNumber(query, "limit", out var limit))
            return false;

        if (limit is < 1 or > LimitMaximum || !TryReadStatus(query, out var status))
            return false;

        filter = new(status, now, offset ?? 0, limit ?? LimitDefault);
        return true;
    }

    /// <summary>An invoice's id; a text that is none names no invoice, so it gets an id that nobody has.</summary>
    public static InvoiceId ReadInvoiceId(string? text) =>
        new(Guid.TryParseExact(text, "D", out var id) ? id : Guid.Empty);

    public static (Code, InquiryReply) Write(InquiryRequest wire, InquiryAnswer answer, DateTimeOffset now) =>
        answer.Match(
        found => (Codes.Success, Reply(Codes.Success, wire, now) with
        {
            AccountName = found.HolderName,
            Id = found.Receipt.Id.ToString(),
            InvoiceId = found.Receipt.Invoice?.ToString(),
        }),
        notFound => (Codes.AccountNotFound, Reply(Codes.AccountNotFound, wire, now) with
        {
            Id = notFound.Receipt.Id.ToString(),
            InvoiceId = notFound.Receipt.Invoice?.ToString(),
        }),
        pending => (Codes.InternalError, Reply(Codes.InternalError, wire, now)),   // there is no word for "later"
        failed => (Codes.InternalError, Reply(Codes.InternalError, wire, now)),
        refused => (Codes.For(refused.Why), Reply(Codes.For(refused.Why), wire, now)));

    public static InquiryReply Reply(Code code, InquiryRequest? wire, DateTimeOffset now) => new(
        code.Status,
        wire?.BankCode.Text,
        wire?.AccountNumber.Text,
        AccountName: null,
        Time(now),
        Id: null,
        InvoiceId: null);

    public static InvoiceReply Reply(Code code, Invoice? invoice, DateTimeOffset now) => new(
        code.Status,
        invoice?.Id.ToString(),
        Day(invoice),
        invoice?.Amount.ToDecimal(),
        invoice?.Lines ?? 0,
        Time(invoice?.PaidAt),
        Status(invoice, now),
        Time(invoice?.DueAt),
        Time(now));

    /// <param name="asked">The id as it was sent, echoed where there is no invoice to show.</param>
    public static PayReply PayReply(Code code, Invoice? invoice, string? asked, DateTimeOffset now) => new(
        code.Status,
        invoice?.Id.ToString() ?? asked,
        Day(invoice),
        invoice?.Amount.ToDecimal(),
        invoice?.Lines ?? 0,
        Time(invoice?.PaidAt),
        Time(invoice?.DueAt),
        Status(invoice, now),
        Time(now));

    public static InvoiceListReply Reply(Code code, InvoicePage? page, DateTimeOffset now) => new(
        page?.Total ?? 0,
        code.Status,
        page is null ? [] : [.. page.Invoices.Select(invoice => Listed(invoice, now))],
        Time(now));

    static ListedInvoice Listed(Invoice invoice, DateTimeOffset now) => new(
        invoice.Id.ToString(),
        Day(invoice)!,
        invoice.Amount.ToDecimal(),
        invoice.Lines,
        Time(invoice.PaidAt),
        Status(invoice, now)!,
        Time(invoice.DueAt));

    static string? Day(Invoice? invoice) => invoice?.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string? Status(Invoice? invoice, DateTimeOffset now) => invoice is null ? null : Word(invoice.StatusAt(now));

    static string Word(InvoiceStatus status) => status switch
    {
        InvoiceStatus.Initiated => "INITIATED",
        InvoiceStatus.Unpaid => "UNPAID",
        InvoiceStatus.Paid => "PAID",
    };

    // The contract's times are UTC, to the second, without an offset.
    static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    static string? Time(DateTimeOffset? time) => time is { } moment ? Time(moment) : null;

    static bool TryReadNumber(IQueryCollection query, string name, out int? number)
    {
        number = null;
        if (!TryReadOnly(query, name, out var text))
            return false;

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            number = value;

        return text is null || number is not null;
    }

    static bool TryReadStatus(IQueryCollection query, out InvoiceStatus? status)
    {
        status = null;
        if (!TryReadOnly(query, "status", out var text))
            return false;

        status = text switch
        {
            "INITIATED" => InvoiceStatus.Initiated,
            "UNPAID" => InvoiceStatus.Unpaid,
            "PAID" => InvoiceStatus.Paid,
            _ => null,
        };

        return text is null || status is not null;
    }

    // One value or none; an empty one counts as none.
    static bool TryReadOnly(IQueryCollection query, string name, out string? text)
    {
        var values = query[name];
        text = values is [{ Length: > 0 } only] ? only : null;
        return values.Count < 2;
    }
}
