using CsvHelper;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>The format of a file: RFC 4180 to the letter, with commas, semicolons or tabs.</summary>
internal static class Csv
{
    /// <summary>All cells of a row at their longest fit four times over.</summary>
    public const int RowLimitBytes = 8 * 1024;

    public const int RowsMaximum = 1_000_000;

    const string MediaType = "text/csv";

    /// <summary>Guesses nothing and mends nothing: two readers of a mended file may see two different
    /// bills.</summary>
    public static CsvReaderOptions Strict(Format format) => new()
    {
        Separator = format.Separator,
        DetectSeparatorHint = false,   // it would be guessed where there is no hint, too
        HasHeader = false,   // it is a row like any other, so that whatever is wrong with it has a line, too
        Mode = CsvMode.Rfc4180,
        SkipEmptyLines = false,
        TrimWhitespace = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        MissingField = CsvMissingFieldHandling.Throw,
        MaxRecordSize = RowLimitBytes,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
    };

    /// <summary>Refuses what its caller does not call CSV, or sends coded. The charset it names does not matter: the
    /// bytes are looked at.</summary>
    public static Code? Refuse(HttpRequest request) =>
        !Body.IsEncoded(request)
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase)
            ? null
            : Codes.CsvOnly;
}
