using System.Diagnostics;
using CsvHelper;

namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>Refusals of a file of which nothing can be believed: which line, and what to do about it.</summary>
internal static class FileFaults
{
    public const string Empty = "The file is empty: begin it with a header line.";
    public const string NotUtf8 = "not all of it is UTF-8: save the file as UTF-8.";
    public const string HasNull = "it holds a U+0000.";
    public const string RowTooLong = "the row that begins here is longer than 8 KiB; perhaps a quote is never closed.";
    public const string RowsTooMany = "the file has more than 1000000 rows: send it in parts.";
    public const string LineEmpty = "it is empty; leave no line empty.";
    public const string FieldCount = "it has another number of fields than the header.";
    public const string QuoteStray = "a quote stands within a field that has none around it: put the field in quotes.";
    public const string QuoteFollowed = "something follows a closing quote: double the quotes within a field.";
    public const string SeparatorUnknown = "sep= must be followed by a comma, a semicolon or a tab.";
    public const string QuoteOpen = "a quote is never closed.";

    const string Nothing = "Nothing was imported.";

    /// <summary>Line ends within quotes count, too: it is the line an editor shows.</summary>
    public static string At(long line, string what) => $"Line {line}: {what} {Nothing}";

    public static string InWhole(string what) => $"{what} {Nothing}";

    public static string ColumnUnknown(long line, int place, IEnumerable<string> names) =>
        At(line, $"column {place + 1} is none of {string.Join(", ", names)}.");

    public static string ColumnDoubled(long line, string name) => At(line, $"column {name} is there twice.");

    public static string ColumnMissing(long line, string name) => At(line, $"column {name} is missing.");

    public static string Of(CsvMalformedRecord row, Format format) => At(
        format.LineOf(row.LineNumber), row.Reason switch
    {
        CsvMalformedReason.StrayQuote => QuoteStray,
        CsvMalformedReason.TextAfterClosingQuote => QuoteFollowed,
        CsvMalformedReason.UnterminatedQuote => QuoteOpen,
        CsvMalformedReason.FieldCountMismatch => row.RawRecord is "" ? LineEmpty : FieldCount,
        CsvMalformedReason.LineBreakInQuotes => throw new UnreachableException("Line breaks in quotes are taken."),
        CsvMalformedReason.TrailingEscape => throw new UnreachableException("RFC 4180 has no escapes."),
    });
}
