using System.Globalization;
using Microsoft.AspNetCore.Http;
using Periksa.Bills;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>Reads which bills, or which of a bill's payments, are asked for.</summary>
internal static class Queries
{
    const int LimitDefault = 10;
    const int LimitMaximum = 100;

    const int DayLimitDefault = 100;
    const int DayLimitMaximum = 1000;
    const string Cursor = "cursor";

    static readonly string[] OfBills = ["va_number", "invoice_number", "status", "offset", Cursor, "limit"];
    static readonly string[] OfDays = ["date", Cursor, "limit"];
    static readonly string[] OfImports = ["again", "shared_va"];

    // Long before there was anything to pay, and as long before time ends.
    static readonly (DateOnly First, DateOnly Last) Days = (new(1900, 1, 1), new(9900, 12, 31));

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
        if (virtualAccount is not null && !Figures.IsVaNumber(virtualAccount))
            return Sentences.AskedVaNumber;

        if (invoiceNumber is not null && !Fields.IsInvoiceNumber(invoiceNumber))
            return Sentences.AskedInvoiceNumber;

        var status = Translation.ReadStatus(query["status"]);
        if (status is null && query.ContainsKey("status"))
            return Sentences.AskedStatus;

        if (TryReadPage(query, out var offset, out var limit) is { } sentence)
            return sentence;

        var isWalk = query.ContainsKey(Cursor);
        if (isWalk && query.ContainsKey("offset"))
            return Sentences.AskedBoth;

        if (!Cursors.TryRead(query[Cursor], out BillId? after))
            return Sentences.AskedCursor;

        filter = new(VaNumber.OrNull(
            virtualAccount), invoiceNumber, status, now, offset, limit) { IsWalk = isWalk, After = after };
        return null;
    }

    /// <summary>Reads which day's payments are asked for, or says in a sentence what is wrong.</summary>
    /// <param name="filter">Meaningful when nothing is wrong.</param>
    public static string? TryRead(IQueryCollection query, out PaymentFilter filter)
    {
        filter = new(default, After: null, DayLimitDefault);
        if (!AreKnown(query, OfDays))
            return Sentences.DayParameters;

        string? date = query["date"];
        if (!DateOnly.TryParseExact(
                date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day < Days.First || day > Days.Last)
        {
            return Sentences.AskedDate;
        }

        if (!Cursors.TryRead(query[Cursor], out PaymentPlace? after)
            || (after is { } place && BusinessDay.Of(place.At) != day))
        {
            return Sentences.AskedDayCursor;
        }

        if (!TryReadNumber(query["limit"], DayLimitDefault, out var limit) || limit is < 1 or > DayLimitMaximum)
            return Sentences.AskedDayLimit;

        filter = new(day, after, limit);
        return null;
    }

    /// <summary>Reads what is wanted of an import, or says in a sentence what is wrong.</summary>
    /// <param name="wish">Meaningful when nothing is wrong.</param>
    public static string? TryRead(IQueryCollection query, out ImportWish wish)
    {
        wish = default;
        if (!AreKnown(query, OfImports) || query.Any(one => one.Value[0] is not ("true" or "false")))
            return Sentences.ImportParameters;

        wish = new(Again: query["again"] == "true", SharedAccounts: query["shared_va"] == "true");
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

    static bool TryReadNumber(string? text, int otherwise, out int number)
    {
        number = otherwise;
        return text is null
            || (!text.AsSpan().ContainsAnyExceptInRange('0', '9')   // .NET overlooks nulls after a number
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number));
    }
}
