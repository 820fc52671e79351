using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;

namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>Remembers every row that has made a bill, by sixteen bytes and a line number: of the longest file some
/// fifty megabytes, whatever is in its cells.</summary>
internal sealed class EarlierRows
{
    const byte ByInvoiceNumber = 1;
    const byte ByAllCells = 2;

    readonly Dictionary<UInt128, long> _lines = [];
    readonly ArrayBufferWriter<byte> _text = new();

    /// <summary>A good row with its key, and with what is wrong with it where an earlier one has said the
    /// same.</summary>
    public Row Recognize(Row row, CsvReader reader)
    {
        var keyed = row with { Key = row.Bill.InvoiceNumber is { } number ? KeyOf(number) : KeyOf(reader) };
        return keyed with { Fault = FindFault(keyed) };
    }

    /// <summary>Returns the fault of a row that an earlier one has said already, or <c>null</c>.</summary>
    public string? FindFault(Row row)
    {
        if (!_lines.TryGetValue(row.Key, out var line))
            return null;

        return row.Bill.InvoiceNumber is null
            ? $"All of it is the same as line {line}."
            : $"invoice_number is that of line {line} already.";
    }

    /// <summary>Only a row that has made a bill is an earlier one.</summary>
    public void Remember(Row row) => _lines.Add(row.Key, row.Line);

    // Who has the same invoice number is a double already, so nobody needs two keys.
    UInt128 KeyOf(string invoiceNumber)
    {
        Begin(ByInvoiceNumber);
        Encoding.UTF8.GetBytes(invoiceNumber.AsSpan(), _text);
        return Digest();
    }

    // What is in the cells, not how it is quoted; each after its length, or "ab","c" would be "a","bc".
    UInt128 KeyOf(CsvReader reader)
    {
        Begin(ByAllCells);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var cell = reader.GetSpan(i);
            BinaryPrimitives.WriteInt32LittleEndian(_text.GetSpan(sizeof(int)), cell.Length);
            _text.Advance(sizeof(int));
            _text.Write(cell);
        }

        return Digest();
    }

    void Begin(byte kind)
    {
        _text.ResetWrittenCount();
        _text.Write([kind]);
    }

    // Half a SHA-256: nobody can make two rows that meet in it, and chance will not.
    UInt128 Digest()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_text.WrittenSpan, digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
