using CsvHelper;
using Periksa.Bills;

namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>One import at work: rows in, bills and a report out.</summary>
internal sealed class Run(IBillImport import, Inspection inspected, Payers? payers, Report report, NewId newId)
{
    /// <summary>Enough that the database is asked seldom, few enough to be held in memory.</summary>
    const int BatchRows = 2_000;

    const int ProgressRows = 10_000;

    /// <summary>Number of times a report tells how a spreadsheet is kept from changing numbers; whoever has read it
    /// so often knows.</summary>
    const int AdviceMaximum = 100;

    const int Nowhere = -1;

    readonly EarlierRows _earlier = new();
    readonly List<Row> _batch = new(BatchRows);
    int _rows;
    int _imported;
    int _unchanged;
    int _advised;

    /// <summary>Number of rows it has settled so far.</summary>
    public int Rows => _rows;

    /// <summary>Number of those rows that an earlier file had brought.</summary>
    public int Unchanged => _unchanged;

    int Rejected => _rows - _imported - _unchanged;

    /// <summary>Reads the whole file, which was inspected, and adds what can be made of it.</summary>
    /// <remarks>The file lies in the system's cache, so it is read without waiting.</remarks>
    public async Task<ImportTotal> Read(Stream file, string biller, DateTimeOffset now, CancellationToken cancel)
    {
        var format = inspected.Format;
        using var reader = CsvReader.Create(format.Open(file), Csv.Strict(format), leaveOpen: true);
        reader.Read();   // the header, which is known by now

        while (reader.Read())
        {
            var row = Row.Read(reader, inspected.Columns, biller, now, newId) with
            {
                Line = format.LineOf(reader.LineNumber),
            };
            row = row with { Fault = row.Fault is null ? FindOtherPayer(row) : Advise(row.IsRewritten, row.Fault) };
            _batch.Add(row.Fault is null ? _earlier.Recognize(row, reader) : row);
            if (_batch.Count == BatchRows)
                await Settle(cancel);
        }

        await Settle(cancel);
        return new(_rows, _imported, Rejected, _unchanged);
    }

    // Good rows and bad ones wait for each other, so that the report is in the order of the lines.
    async Task Settle(CancellationToken cancel)
    {
        var (bills, places) = Gather();
        var answers = bills.Count == 0 ? [] : await import.Add(bills, cancel);

        foreach (var (row, place) in _batch.Zip(places))
        {
            _rows++;
            if ((row.Fault ?? FindFault(row, answers[place])) is { } fault)
            {
                report.Add(new(row.Line, fault), IpgJson.Exact.RejectedRow);
                continue;
            }

            _earlier.Remember(row);
            if (answers[place] is { Verdict: MakingVerdict.Unchanged, Hash: { } hash })
            {
                _unchanged++;
                report.Add(new(row.Line, Unchanged: true, hash), IpgJson.Exact.UnchangedRow);
                continue;
            }

            _imported++;
        }

        if (_batch.Count > 0 && _rows % ProgressRows == 0)
            report.Add(new(_rows, _imported, Rejected), IpgJson.Exact.ImportCount);

        _batch.Clear();
        await report.Send(cancel);
    }

    // The bills that the batch asks for, and for each row which of them is its. Of two rows with one invoice number
    // either may make the bill, so each asks for its own; rows that are the same in all cells ask once.
    (List<NewBill> Bills, int[] Places) Gather()
    {
        var bills = new List<NewBill>(_batch.Count);
        var same = new Dictionary<UInt128, int>();
        return (bills, [.. _batch.Select(Place)]);

        int Place(Row row)
        {
            if (row.Fault is not null)
                return Nowhere;

            if (row.Bill.InvoiceNumber is null && !same.TryAdd(row.Key, bills.Count))
                return same[row.Key];

            bills.Add(row.Bill);
            return bills.Count - 1;
        }
    }

    string? FindFault(Row row, RowAnswer answer)
    {
        if (_earlier.FindFault(row) is { } fault)
            return fault;

        return answer.Verdict switch
        {
            MakingVerdict.Unchanged => null,
            MakingVerdict.CustomerDiffers => Collide(row, $"bill {answer.Hash}, which is to be paid"),
            _ => Codes.For(answer.Verdict)?.Message,
        };
    }

    string? FindOtherPayer(Row row) =>
        payers?.FindOther(row.Bill.VaNumber, row.Bill.Customer.Name) is { } line ? Collide(row, $"line {line}") : null;

    string Collide(Row row, string other) => Advise(
        row.IsRounded,
        $"customer_name is not that of {other} on the same virtual account; ?shared_va=true takes both.");

    string Advise(bool isSpreadsheets, string fault) =>
        isSpreadsheets && _advised++ < AdviceMaximum ? $"{fault} {Spreadsheet.Advice}" : fault;
}
