using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Periksa.Dialects.IpgBiller;

/// <summary>Reads which bills are asked for.</summary>
internal static class Questions
{
    const int VirtualAccountDigits = 16;
    const int LimitDefault = 10;
    const int LimitMaximum = 100;

    static readonly string[] Known = ["va_number", "invoice_number", "status", "offset", "limit"];

    /// <summary>Reads the query, or says in a sentence what is wrong. A parameter nobody knows is wrong, too: misspelt,
    /// it would show all bills for one.</summary>
    /// <param name="filter">Meaningful when nothing is wrong.</param>
    public static string? TryRead(IQueryCollection query, DateTimeOffset now, out BillFilter filter)
    {
        filter = new(null, null, null, now, Offset: 0, LimitDefault);
        if (query.Any(one => one.Value.Count > 1 || !Known.Contains(one.Key)))
            return Sentences.Parameters;

        string? virtualAccount = query["va_number"];
        string? invoiceNumber = query["invoice_number"];
        if (virtualAccount is not null && !Fields.IsDigits(virtualAccount, VirtualAccountDigits))
            return Sentences.AskedVaNumber;

        if (invoiceNumber is not null && !Fields.IsInvoiceNumber(invoiceNumber))
            return Sentences.AskedInvoiceNumber;

        if (!TryReadStatus(query["status"], out var status))
            return Sentences.AskedStatus;

        if (!TryReadNumber(query["offset"], 0, out var offset))
            return Sentences.AskedOffset;

        if (!TryReadNumber(query["limit"], LimitDefault, out var limit) || limit is < 1 or > LimitMaximum)
            return Sentences.AskedLimit;

        filter = new(virtualAccount, invoiceNumber, status, now, offset, limit);
        return null;
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
