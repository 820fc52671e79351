using Periksa.Bills;

namespace Periksa.Tests.Support;

/// <summary>An import that only remembers what it was given, and what became of it.</summary>
public sealed class ScriptedBillImport(
    ScriptedBillOffice office, PartnerId biller, ReadOnlyMemory<byte> digest, EarlierImport? before) : IBillImport
{
    readonly List<int> _batches = [];
    readonly HashSet<string> _numbers = [];
    readonly List<NewBill> _bills = [];
    Exception? _thrownAtTheEnd;

    public string Biller => biller;

    public ReadOnlyMemory<byte> Digest => digest;

    public EarlierImport? Before => before;

    /// <summary>How many bills each batch had.</summary>
    public IReadOnlyList<int> Batches => _batches;

    /// <summary>All that could be made, in the order they came.</summary>
    public IReadOnlyList<NewBill> Bills => _bills;

    /// <summary>How many rows its file had, once it is complete.</summary>
    public int? Rows { get; private set; }

    public bool IsComplete => Rows is not null;

    public bool IsDisposed { get; private set; }

    public async Task<IReadOnlyList<RowAnswer>> Add(IReadOnlyList<NewBill> bills, CancellationToken cancel)
    {
        await office.BeforeEachBatch(bills).WaitAsync(cancel);

        RowAnswer[] answers = [.. bills.Select(Judge)];
        _batches.Add(bills.Count);
        _thrownAtTheEnd ??= bills.Select(office.ThrownAtTheEndBecauseOf).FirstOrDefault(why => why is not null);
        if (office.RemembersImports)
            _bills.AddRange(bills.Where((_, i) => answers[i].Verdict is MakingVerdict.Made));

        return answers;
    }

    public Task Complete(int rows, int unchanged, CancellationToken cancel)
    {
        if (_thrownAtTheEnd is not null)
            throw _thrownAtTheEnd;

        Rows = rows;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    RowAnswer Judge(NewBill bill)
    {
        var answer = office.JudgeRow(bill);
        return answer.Verdict is MakingVerdict.Made && bill.InvoiceNumber is { } number && !_numbers.Add(number)
            ? new(MakingVerdict.InvoiceNumberUsed)
            : answer;
    }
}
