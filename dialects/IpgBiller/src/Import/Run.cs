using CsvHelper;

namespace Periksa.Dialects.IpgBiller.Import;

/// <summary>One import at work: rows in, bills and a report out.</summary>
internal sealed class Run(IBillImport import, Columns columns, Report report, NewId newId)
{
    /// <summary>Enough that the database is asked seldom, few enough to be held in memory.</summary>
    const int BatchRows = 2_000;

    const int ProgressRows = 10_000;

    readonly EarlierRows _earlier = new();
    readonly List<Row> _batch = new(BatchRows);
    int _rows;
    int _imported;

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
            _batch.Add(row.Fault is null ? row with { Fault = _earlier.FindFault(row, reader) } : row);
            if (_batch.Count == BatchRows)
                await Settle(cancel);
        }

        await Settle(cancel);
        return Count;
    }

    // Good rows and bad ones wait for each other, so that the report is in the order of the lines.
    async Task Settle(CancellationToken cancel)
    {
        NewBill[] bills = [.. _batch.Where(row => row.Fault is null).Select(row => row.Bill)];
        var verdicts = bills.Length == 0 ? [] : await import.Add(bills, cancel);
        using var verdict = verdicts.GetEnumerator();

        foreach (var row in _batch)
        {
            _rows++;
            var fault = row.Fault ?? (verdict.MoveNext() ? Codes.For(verdict.Current)?.Message : null);
            if (fault is null)
                _imported++;
            else
                report.Add(new(row.Line, fault), BillerJson.Exact.RejectedRow);
        }

        if (_batch.Count > 0 && _rows % ProgressRows == 0)
            report.Add(Count, BillerJson.Exact.ImportCount);

        _batch.Clear();
        await report.Send(cancel);
    }
}
