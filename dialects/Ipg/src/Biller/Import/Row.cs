using System.Text.RegularExpressions;
using CsvHelper;
using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>A row of a file, and the bill it asks for.</summary>
/// <param name="Fault">Why it makes none; <c>null</c> where it may.</param>
/// <param name="Bill">Meaningful when there is no fault.</param>
internal readonly partial record struct Row(long Line, string? Fault, NewBill Bill)
{
    /// <summary>The same for all rows that say the same; meaningful when there is no fault.</summary>
    public UInt128 Key { get; init; }

    /// <summary>True if its account may be a number of which a spreadsheet has lost the last digit.</summary>
    public bool IsRounded { get; private init; }

    /// <summary>True if its account is in a spreadsheet's own writing.</summary>
    public bool IsRewritten { get; private init; }

    public static Row Read(CsvReader reader, Columns columns, string biller, DateTimeOffset now, NewId newId)
    {
        var wire = new BillRequest(
            Cell(Column.VaNumber),
            new(columns.Read(reader, Column.Prefix)),
            Cell(Column.Type),
            Cell(Column.Name),
            Cell(Column.CustomerName),
            Cell(Column.CustomerEmail),
            Cell(Column.CustomerPhone),
            Cell(Column.CustomerAddress),
            Cell(Column.Description),
            Cell(Column.ExtDescription),
            Cell(Column.InvoiceNumber),
            Cell(Column.DueDate),
            Cell(Column.ValidUntil));

        var valueFault = Requests.TryReadDraft(wire, biller, now, out var bill);
        var amountFault = ReadAmount(columns.Read(reader, Column.Amount), out var amount);
        var fault = Formulas.FindIn(wire)
            ?? valueFault
            ?? (bill.Name is "" ? Sentences.Name : null)   // there is no component to name it after
            ?? amountFault;

        return new(reader.LineNumber, fault, fault is null
            ? bill with { Components = [Components.Of(newId, bill.Name, 1, amount)] }
            : bill)
        {
            IsRounded = Spreadsheet.MayHaveRounded(wire.VaNumber.Text),
            IsRewritten = Spreadsheet.HasRewritten(wire.VaNumber.Text),
        };

        WireText Cell(Column column) => new(columns.Read(reader, column), IsMistyped: false);
    }

    static string? ReadAmount(string? cell, out Money amount)
    {
        amount = default;
        if (cell?.Contains(',', StringComparison.Ordinal) is true)
            return Sentences.AmountComma;

        if (cell is not null && Thousands.IsMatch(cell))
            return Sentences.AmountThousands;

        return Fields.TryReadAmount(cell, out amount) && amount.IsPositive ? null : Sentences.Amount;
    }

    [GeneratedRegex(@"[0-9]\.[0-9]{3}([^0-9]|\z)")]
    private static partial Regex Thousands { get; }
}
