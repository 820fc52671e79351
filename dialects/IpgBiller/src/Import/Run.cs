using CsvHelper;

namespace Periksa.Dialects.IpgBiller.Import;

/// <summary>One import at work: rows in, bills and a report out.</summary>
internal sealed class Run(IBillImport import, Columns columns, Report report, NewId newId)
{
    /// <summary>Enough that the database is asked seldom, few enough to be held in memory.</summary>
    const int BatchRows = 2_000;

    const int ProgressRows = 10_000;

    const int Nowhere = -1;

    readonly EarlierRows _earlier = new();
    readonly List<Row> _batch = new(BatchRows);
    int _rows;
    int _imported;

    /// <summary>How many it has settled so far.</summary>
    public int Rows => _rows;

    ImportCount Count => new(_rows, _imported, _rows - _imported);

    /// <summary>Reads the whole file, which was inspected, and adds what can be made of it.</summary>
    /// <remarks>The file lies in the system's cache, so it is read without waiting.</remarks>
    public async Task<ImportCount> Read(Stream file, string biller, DateTimeOffset now, CancellationToken cancel)
    {
        using var reader = CsvReader.Create(file, Csv.Strict, leaveOpen: true);
        reader.Read();   // the header, which is known by now

        while (reader.Read())
        {
            var row = Row.Read(reader, columns, biller, now, newId);
            _batch.Add(row.Fault is null ? _earlier.Recognize(row, reader) : row);
            if (_batch.Count == BatchRows)
                await Settle(cancel);
        }

        await Settle(cancel);
        return Count;
    }

    // Good rows and bad ones wait for each other, so that the report is in the order of the lines.
    async Task Settle(CancellationToken cancel)
    {
        var (bills, places) = Gather();
        var verdicts = bills.Count == 0 ? [] : await import.Add(bills, cancel);

        foreach (var (row, place) in _batch.Zip(places))
        {
            _rows++;
            if ((row.Fault ?? FindFault(row, verdicts[place])) is { } fault)
            {
                report.Add(new(row.Line, fault), BillerJson.Exact.RejectedRow);
                continue;
            }

            _imported++;
            _earlier.Remember(row);
        }

        if (_batch.Count > 0 && _rows % ProgressRows == 0)
            report.Add(Count, BillerJson.Exact.ImportCount);

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

    string? FindFault(Row row, MakingVerdict verdict) => _earlier.FindFault(row) ?? Codes.For(verdict)?.Message;
}
