using System.Text.Unicode;
using CsvHelper;

namespace Periksa.Dialects.IpgBiller.Import;

/// <summary>Looks at a whole file before any of it is believed.</summary>
/// <remarks>It costs a second reading, at a speed far beyond the database's. In return, a file that falls apart in its
/// last line is refused as such, before the first bill is made and with an HTTP status that says so.</remarks>
internal static class Inspection
{
    /// <summary>The first thing that is wrong with the file as a file, or <c>null</c>.</summary>
    /// <param name="columns">Meaningful when nothing is wrong.</param>
    public static string? FindFault(Stream file, out Columns columns)
    {
        columns = null!;
        string? malformed = null;

        // Told of instead of thrown: an exception would not say which rule it was.
        var options = Csv.Strict with
        {
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = row => malformed ??= FileFaults.Of(row),
        };

        if (IsOtherUnicode(file))
            return FileFaults.At(line: 1, FileFaults.NotUtf8);

        using var reader = CsvReader.Create(file, options, leaveOpen: true);
        try
        {
            if (!reader.Read())
                return malformed ?? FileFaults.InWhole(FileFaults.Empty);

            if ((malformed ?? FindFaultInRow(reader) ?? Columns.TryRead(reader, out columns)) is { } inHeader)
                return inHeader;

            while (reader.Read())
            {
                if ((malformed ?? FindFaultInRow(reader)) is { } inRow)
                    return inRow;
            }

            return malformed;
        }
        catch (CsvFormatException e)
        {
            return malformed ?? FileFaults.At(e.LineNumber, FileFaults.RowTooLong);   // the one limit that throws
        }
    }

    // The reader would follow the byte-order marks of UTF-16 and UTF-32, whatever it is told. No UTF-8 text begins
    // with any of their first bytes.
    static bool IsOtherUnicode(Stream file)
    {
        var first = file.ReadByte();
        file.Position = 0;
        return first is 0x00 or 0xFE or 0xFF;
    }

    static string? FindFaultInRow(CsvReader reader)
    {
        var row = reader.RawRecord;
        var line = reader.LineNumber;

        if (row.Length > Csv.RowLimitBytes)
            return FileFaults.At(line, FileFaults.RowTooLong);

        if (!Utf8.IsValid(row))
            return FileFaults.At(line, FileFaults.NotUtf8);

        if (row.Contains((byte)0))
            return FileFaults.At(line, FileFaults.HasNull);

        // The header is a row to the reader, and not to anybody else.
        return reader.RowNumber > Csv.RowsMaximum + 1 ? FileFaults.At(line, FileFaults.RowsTooMany) : null;
    }
}
