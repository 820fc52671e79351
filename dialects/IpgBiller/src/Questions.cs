using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Periksa.Dialects.IpgBiller;

/// <summary>Reads which bills, or which of a bill's payments, are asked for.</summary>
internal static class Questions
{
    const int VirtualAccountDigits = 16;
    const int LimitDefault = 10;
    const int LimitMaximum = 100;

    static readonly string[] OfBills = ["va_number", "invoice_number", "status", "offset", "limit"];
    static readonly string[] OfPayments = ["offset", "limit"];

    /// <summary>Reads the query, or says in a sentence what is wrong. A parameter nobody knows is wrong, too: misspelt,
    /// it would show all bills for one.</summary>
    /// <param name="filter">Meaningful when nothing is wrong.</param>
    public static string? TryRead(IQueryCollection query, DateTimeOffset now, out BillFilter filter)
    {
        filter = new(null, null, null, now, Offset: 0, LimitDefault);
        if (!AreKnown(query, OfBills))
            return Sentences.Parameters;

        string? virtualAccount = query["va_number"];
        string? invoiceNumber = query["invoice_number"];
        if (virtualAccount is not null && !Fields.IsDigits(virtualAccount, VirtualAccountDigits))
            return Sentences.AskedVaNumber;

        if (invoiceNumber is not null && !Fields.IsInvoiceNumber(invoiceNumber))
            return Sentences.AskedInvoiceNumber;

        if (!TryReadStatus(query["status"], out var status))
            return Sentences.AskedStatus;

        if (TryReadPage(query, out var offset, out var limit) is { } sentence)
            return sentence;

        filter = new(virtualAccount, invoiceNumber, status, now, offset, limit);
        return null;
    }

    /// <summary>Reads which payments are asked for, or says in a sentence what is wrong.</summary>
    /// <param name="offset">Meaningful, as the limit, when nothing is wrong.</param>
    public static string? TryRead(IQueryCollection query, out int offset, out int limit)
    {
        (offset, limit) = (0, LimitDefault);
        return AreKnown(query, OfPayments) ? TryReadPage(query, out offset, out limit) : Sentences.PageParameters;
    }

    static bool AreKnown(IQueryCollection query, string[] known) =>
        query.All(one => one.Value.Count == 1 && known.Contains(one.Key));

    static string? TryReadPage(IQueryCollection query, out int offset, out int limit)
    {
        limit = LimitDefault;
        if (!TryReadNumber(query["offset"], 0, out offset))
            return Sentences.AskedOffset;

        return TryReadNumber(query["limit"], LimitDefault, out limit) && limit is >= 1 and <= LimitMaximum
            ? null
            : Sentences.AskedLimit;
    }

    static bool TryReadStatus(string? text, out BillStatus? status)
    {
        status = text switch
        {
            "active" => BillStatus.Active,
            "paid" => BillStatus.Paid,
            "expired" => BillStatus.Expired,
            "void" => BillStatus.Void,
            _ => null,
        };

        return text is null || status is not null;
    }

    static bool TryReadNumber(string? text, int otherwise, out int number)
    {
        number = otherwise;
        return text is null
            || (!text.AsSpan().ContainsAnyExceptInRange('0', '9')   // .NET overlooks nulls after a number
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number));
    }
}
