using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;
using CsvHelper;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>Looks at a whole file before any of it is believed.</summary>
/// <remarks>It costs a second reading, at a speed far beyond the database's. In return, a file that falls apart in its
/// last line is refused as such, before the first bill is made and with an HTTP status that says so; and rows that are
/// only wrong together are known as such.</remarks>
/// <param name="payers">Told whose bills are on which account; <c>null</c> where nobody asks.</param>
internal sealed class Inspection(Stream file, Payers? payers)
{
    string? _malformed;

    /// <summary>Meaningful, as the columns, when nothing is wrong.</summary>
    public Format Format { get; private set; } = null!;

    public Columns Columns { get; private set; } = null!;

    /// <summary>The first thing that is wrong with the file as a file, or <c>null</c>.</summary>
    public string? FindFault()
    {
        if (IsOtherUnicode())
            return FileFaults.At(line: 1, FileFaults.NotUtf8);

        if (Format.TryRead(file, out var format) is { } sentence)
            return sentence;

        Format = format;

        // Told of instead of thrown: an exception would not say which rule it was.
        var options = Csv.Strict(format) with
        {
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = row => _malformed ??= FileFaults.Of(row, format),
        };

        using var reader = CsvReader.Create(format.Open(file), options, leaveOpen: true);
        try
        {
            return FindFault(reader);
        }
        catch (CsvFormatException e)
        {
            // The one limit that throws.
            return _malformed ?? FileFaults.At(format.LineOf(e.LineNumber), FileFaults.RowTooLong);
        }
    }

    string? FindFault(CsvReader reader)
    {
        if (!reader.Read())
            return _malformed ?? FileFaults.InWhole(FileFaults.Empty);

        var line = Format.LineOf(reader.LineNumber);
        if ((_malformed ?? FindFaultInRow(reader)) is { } inHeader)
            return inHeader;

        if (Columns.TryRead(reader, line, out var columns) is { } inColumns)
            return inColumns;

        Columns = columns;
        while (reader.Read())
        {
            if ((_malformed ?? FindFaultInRow(reader)) is { } inRow)
                return inRow;

            NotePayer(reader);
        }

        payers?.KeepShared();
        return _malformed;
    }

    void NotePayer(CsvReader reader)
    {
        if (payers is null)
            return;

        var prefix = new WirePrefix(Columns.Read(reader, Column.Prefix));
        var number = Columns.Read(reader, Column.VaNumber);
        var name = Columns.Read(reader, Column.CustomerName);
        if (IsName(name) && Fields.ReadVirtualAccount(new(number, IsMistyped: false), prefix, out var va) is null)
            payers.Note(va, name, Format.LineOf(reader.LineNumber));
    }

    // Whatever else is wrong with its row, it is somebody's.
    static bool IsName([NotNullWhen(true)] string? cell) =>
        cell is not null && !Formulas.IsFormula(cell) && Characters.AreAtMost(cell, Requests.NameLengthMaximum);

    // The reader would follow the byte-order marks of UTF-16 and UTF-32, whatever it is told. No UTF-8 text begins
    // with any of their first bytes.
    bool IsOtherUnicode()
    {
        file.Position = 0;
        var first = file.ReadByte();
        file.Position = 0;
        return first is 0x00 or 0xFE or 0xFF;
    }

    string? FindFaultInRow(CsvReader reader)
    {
        var row = reader.RawRecord;
        var line = Format.LineOf(reader.LineNumber);

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
