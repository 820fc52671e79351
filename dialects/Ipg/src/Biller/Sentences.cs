namespace Periksa.Dialects.Ipg.Biller;

/// <summary>Refusals of a field or parameter that is wrong: which, and what to send. The same words answer one bill
/// and a row of many, whose columns have the same names.</summary>
internal static class Sentences
{
    public const string VaNumber =
        "va_number must be a string of 10 digits, or of 16 where the prefix is left out.";

    public const string Prefix = "prefix must be a string of 6 digits.";
    public const string PrefixSeveral = "prefix must be one: each bill is made under one prefix.";
    public const string PrefixNeedless = "prefix must be left out where va_number has all 16 digits.";

    public const string Type = "type must be close, partial or open.";
    public const string Name = "name must be a string of 1 to 100 characters.";
    public const string CustomerName = "customer_name must be a string of 1 to 100 characters.";
    public const string CustomerEmail = "customer_email must be a string of at most 255 characters.";
    public const string CustomerPhone = "customer_phone must be a string of at most 255 characters.";
    public const string CustomerAddress = "customer_address must be a string of at most 255 characters.";
    public const string Description = "description must be a string of at most 255 characters.";
    public const string ExtDescription = "ext_description must be a string of at most 255 characters.";
    public const string InvoiceNumber = "invoice_number must be a string of 1 to 64 printable ASCII characters.";

    public const string DueDate = "due_date must be a time with an offset, such as 2026-04-05T13:25:41+07:00.";
    public const string ValidUntil = "valid_until must be a time with an offset, such as 2026-04-05T13:25:41+07:00.";
    public const string ValidUntilPast = "valid_until must be later than now.";
    public const string InstitutionCode = "institution_code must be a string of at most 50 characters.";

    public const string Components = "components must be an array of 1 to 50 objects with name and price.";
    public const string Quantity = "qty must be a whole number from 1 to 1000000.";
    public const string Price = "price must be a number from 0 to 1000000000000 with at most two decimals.";
    public const string ComponentTooLarge = "price times qty must be 1000000000000 at most.";
    public const string Total = "total must be price times qty.";

    public const string TotalAmount = "total_amount must be the sum of the components.";
    public const string Sum = "components must sum up to more than 0 and to 1000000000000 at most.";

    /// <summary>The one column that is no field.</summary>
    public const string Amount =
        "amount must be a number above 0 and up to 1000000000000 with at most two decimals.";

    public const string AmountComma =
        "amount must have no comma: write 150000, or 150000.50 with decimals.";

    public const string AmountThousands =
        "amount must have no dot with three digits after it, as between thousands: write 150000, or 150000.50.";

    public const string Parameters =
        "Only va_number, invoice_number, status, offset, cursor and limit are known, each once.";
    public const string PageParameters = "Only offset and limit are known, each once.";
    public const string AskedVaNumber = "va_number must be 16 digits.";
    public const string AskedInvoiceNumber = "invoice_number must be 1 to 64 printable ASCII characters.";
    public const string AskedStatus = "status must be active, paid, expired or void.";
    public const string AskedOffset = "offset must be a whole number from 0 to 2147483647.";
    public const string AskedLimit = "limit must be a whole number from 1 to 100.";

    public const string AskedCursor = "cursor must be the next_cursor of an earlier page, or empty for the first.";
    public const string AskedBoth = "Send offset or cursor, not both.";
    public const string DayParameters = "Only date, cursor and limit are known, each once.";
    public const string AskedDate = "date must be a real day such as 2026-11-28.";
    public const string AskedDayCursor =
        "cursor must be the next_cursor of an earlier page of this date, or empty for the first.";
    public const string AskedDayLimit = "limit must be a whole number from 1 to 1000.";
    public const string ImportParameters = "Only again and shared_va are known, each once, and true or false.";

    /// <summary>Says which component it is about.</summary>
    public static string OfComponent(int index, string sentence) => $"components[{index}].{sentence}";
}
