using Dapper;
using Npgsql;

namespace Periksa.Store.Bills;

/// <summary>Many bills in one transaction, copied in as they come: all of them are made, or none.</summary>
sealed class BillImport : IBillImport
{
    const int TriesMaximum = 3;
    const string Batch = "batch";

    // Waited for longer than a server takes to see that a host was killed, and shorter than a command may take. The
    // limit holds for all that this transaction waits for.
    const string Alone = """
        set local lock_timeout = '5s';
        select pg_advisory_xact_lock(hashtext('bill-import'), hashtext(@biller))
        """;

    const string Begun = "select made, rows from bill_imports where biller = @biller and digest = @digest";

    const string Used = """
        select invoice_number from bills where biller = @biller and invoice_number = any (@numbers)
        """;

    const string Done = """
        insert into bill_imports (biller, digest, made, rows, at) values (@biller, @digest, @made, @rows, @at)
        """;

    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;
    readonly string _biller;
    readonly byte[] _digest;
    readonly DateTimeOffset _at;
    readonly Dictionary<string, bool> _isOurs = new(StringComparer.Ordinal);
    Task _underWay = Task.CompletedTask;
    bool _mayTakePrefixes = true;
    int _made;

    BillImport(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string biller, byte[] digest, DateTimeOffset at)
    {
        (_connection, _transaction, _biller, _digest, _at) = (connection, transaction, biller, digest, at);
    }

    public EarlierImport? Before { get; private init; }

    /// <remarks>One import of a biller's at a time: the second of two that bring the same file finds what the first
    /// has made.</remarks>
    public static async Task<IBillImport?> Begin(
        NpgsqlDataSource database,
        string biller,
        ReadOnlyMemory<byte> digest,
        DateTimeOffset at,
        CancellationToken cancel)
    {
        var beginning = BeginAlone(database, biller, digest, at);
        try
        {
            return await beginning.WaitAsync(Patience.Usual, cancel);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            _ = GiveUp(beginning);
            throw;
        }
    }

    // Nobody waits for it any more: its turn ends as soon as it has come.
    static async Task GiveUp(Task<BillImport?> beginning)
    {
        await Task.WhenAny(beginning);
        if (beginning is { IsCompletedSuccessfully: true, Result: { } import })
            await import.DisposeAsync();
    }

    static async Task<BillImport?> BeginAlone(
        NpgsqlDataSource database, string biller, ReadOnlyMemory<byte> digest, DateTimeOffset at)
    {
        var connection = await database.OpenConnectionAsync();
        try
        {
            var transaction = await connection.BeginTransactionAsync();
            await connection.ExecuteAsync(Alone, new { biller });

            var bytes = digest.ToArray();
            var before = (await connection.QueryAsync<(int Made, int? Rows)>(Begun, new { biller, digest = bytes }))
                .Select(one => (EarlierImport?)new EarlierImport(one.Made, one.Rows)).SingleOrDefault();

            // What an earlier import did is told only when it is as durable as this one would be.
            if (before is not null)
                await Replication.CommitSeen(transaction);

            return new BillImport(connection, transaction, biller, bytes, at) { Before = before };
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable)
        {
            await connection.DisposeAsync();
            return null;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <remarks>Whoever cancels stops waiting at once, also for a database that stands still.</remarks>
    public Task<IReadOnlyList<MakingVerdict>> Add(IReadOnlyList<NewBill> bills, CancellationToken cancel)
    {
        if (Before is not null)
            throw new InvalidOperationException("This file was imported before.");

        var adding = AddInTries(bills, cancel);
        _underWay = adding;
        return adding.WaitAsync(cancel);
    }

    async Task<IReadOnlyList<MakingVerdict>> AddInTries(IReadOnlyList<NewBill> bills, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            cancel.ThrowIfCancellationRequested();   // between batches: no command of a write is ever cancelled
            await _transaction.SaveAsync(Batch, CancellationToken.None);
            try
            {
                return await AddOnce(bills, cancel);
            }
            catch (PostgresException e) when (
                e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected
                && tries < TriesMaximum)
            {
                // Somebody has made a bill with one of these numbers meanwhile, or has one of the hashes. What this
                // batch took goes with it, and everything is looked up again.
                await _transaction.RollbackAsync(Batch, CancellationToken.None);
                _isOurs.Clear();
                _mayTakePrefixes = true;
            }
        }
    }

    public async Task Complete(int rows, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await Patience.Within(Patience.Usual, () =>
        {
            var completing = CompleteOnce(rows);
            _underWay = completing;
            return completing;
        });
    }

    async Task<int> CompleteOnce(int rows)
    {
        if (_made > 0)
        {
            await _connection.ExecuteAsync(
                Done, new { biller = _biller, digest = _digest, made = _made, rows, at = _at.UtcDateTime });
        }

        await _transaction.CommitAsync(CancellationToken.None);
        return _made;
    }

    /// <summary>What was not completed is gone, or will be when a database that stands still has answered: nobody waits
    /// for that.</summary>
    public async ValueTask DisposeAsync()
    {
        var ending = End();
        if (!_underWay.IsCompleted)
            return;

        try
        {
            await ending.WaitAsync(Patience.Brief);
        }
        catch (TimeoutException)
        {
            // It stands still since.
        }
    }

    async Task End()
    {
        await Task.WhenAny(_underWay);
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    async Task<MakingVerdict[]> AddOnce(IReadOnlyList<NewBill> bills, CancellationToken cancel)
    {
        var verdicts = await Judge(bills);
        NewBill[] made = [.. bills.Where((_, i) => verdicts[i] is MakingVerdict.Made)];

        // A microsecond apart, so that they stay in the order of the file for whoever sorts by it.
        await BillCopy.Write(
            _connection,
            made.Select((bill, i) => Maker.ToBill(bill with { At = bill.At.AddMicroseconds(_made + i) })),
            cancel);
        await _transaction.ReleaseAsync(Batch, CancellationToken.None);
        _made += made.Length;
        return verdicts;
    }

    async Task<MakingVerdict[]> Judge(IReadOnlyList<NewBill> bills)
    {
        await Learn(bills);
        var used = await FindUsed(bills);
        var payable = await Payable.On(_connection, _at, [.. bills.Select(bill => bill.VaNumber).Distinct()]);

        var verdicts = new MakingVerdict[bills.Count];
        for (var i = 0; i < verdicts.Length; i++)
            verdicts[i] = await Judge(bills[i], used, payable);

        return verdicts;
    }

    async ValueTask<MakingVerdict> Judge(NewBill bill, HashSet<string> used, Dictionary<string, int> payable)
    {
        var prefix = Prefixes.Of(bill.VaNumber);
        var isKnown = _isOurs.TryGetValue(prefix, out var isOurs);
        if (isKnown && !isOurs)
            return MakingVerdict.PrefixOfAnother;

        if (bill.InvoiceNumber is { } number && used.Contains(number))
            return MakingVerdict.InvoiceNumberUsed;

        if (payable[bill.VaNumber] >= BillLimits.PayableOnAccount)
            return MakingVerdict.BillsTooMany;

        // Last of all: what makes no bill takes no prefix.
        if (!isKnown && await Take(prefix) is { } refusal)
            return refusal;

        // From here on both are used: the next of the same file finds it.
        if (bill.InvoiceNumber is not null)
            used.Add(bill.InvoiceNumber);

        payable[bill.VaNumber]++;
        return MakingVerdict.Made;
    }

    async Task Learn(IReadOnlyList<NewBill> bills)
    {
        string[] unknown =
        [
            .. bills.Select(bill => Prefixes.Of(bill.VaNumber)).Distinct()
                .Where(prefix => !_isOurs.ContainsKey(prefix)),
        ];

        if (unknown.Length == 0)
            return;

        foreach (var (prefix, owner) in await Prefixes.Owners(_connection, unknown))
            _isOurs[prefix] = owner == _biller;
    }

    // Once there are enough, nobody need be asked about the million others that a file may name.
    async Task<MakingVerdict?> Take(string prefix)
    {
        if (!_mayTakePrefixes)
            return MakingVerdict.PrefixesTooMany;

        var refusal = await Prefixes.Claim(_connection, _biller, prefix);
        _mayTakePrefixes = refusal is not MakingVerdict.PrefixesTooMany;
        if (_mayTakePrefixes)
            _isOurs[prefix] = refusal is null;

        return refusal;
    }

    async Task<HashSet<string>> FindUsed(IReadOnlyList<NewBill> bills)
    {
        var numbers = bills.Select(bill => bill.InvoiceNumber).OfType<string>().ToArray();
        return numbers.Length == 0
            ? []
            : [.. await _connection.QueryAsync<string>(Used, new { biller = _biller, numbers })];
    }
}
