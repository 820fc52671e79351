using Dapper;
using Npgsql;
using Periksa.Postgres;

namespace Periksa.Bills;

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

    const string Begun = """
        select made, rows, coalesce(unchanged, 0) from bill_imports where biller = @biller and digest = @digest
        """;

    const string SameFile = "select at from bill_imports where biller = @biller and digest = @file";

    // There is one already where the file is imported again because its biller wants so.
    const string Done = """
        insert into bill_imports (biller, digest, made, rows, unchanged, at)
        values (@biller, @digest, @made, @rows, @unchanged, @at)
        on conflict (biller, digest) do update
        set made = excluded.made, rows = excluded.rows, unchanged = excluded.unchanged, at = excluded.at
        """;

    // The same bytes without the wish, which makes them no other file.
    const string DoneAlso = """
        insert into bill_imports (biller, digest, made, rows, unchanged, at)
        values (@biller, @file, @made, @rows, @unchanged, @at)
        on conflict (biller, digest) do nothing
        """;

    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;
    readonly ImportOrder _order;
    readonly RowJudge _judge;
    Task _underWay = Task.CompletedTask;
    int _made;

    BillImport(
        NpgsqlDataSource database,
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        ImportOrder order,
        DateTimeOffset? sameFileAt)
    {
        (_connection, _transaction, _order) = (connection, transaction, order);
        _judge = new(database, connection, order) { SameFileAt = sameFileAt };
    }

    public EarlierImport? Before { get; private init; }

    /// <remarks>One import of a biller's at a time: the second of two that bring the same file finds what the first
    /// has made.</remarks>
    public static async Task<IBillImport?> Begin(
        NpgsqlDataSource database, ImportOrder order, CancellationToken cancel)
    {
        var beginning = BeginAlone(database, order);
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

    static async Task<BillImport?> BeginAlone(NpgsqlDataSource database, ImportOrder order)
    {
        var connection = await database.OpenConnectionAsync();
        try
        {
            var transaction = await connection.BeginTransactionAsync();
            await connection.ExecuteAsync(Alone, new { biller = order.Biller });

            var before = order.Wish.Again ? null : await FindBefore(connection, order);

            // What an earlier import did is told only when it is as durable as this one would be.
            if (before is not null)
                await Replication.CommitSeen(transaction);

            var sameFileAt = await connection.QuerySingleOrDefaultAsync<DateTime?>(
                SameFile, new { biller = order.Biller, file = order.File });
            return new BillImport(
                database, connection, transaction, order, sameFileAt is { } at ? new(at, TimeSpan.Zero) : null)
            {
                Before = before,
            };
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

    static async Task<EarlierImport?> FindBefore(NpgsqlConnection connection, ImportOrder order) =>
        (await connection.QueryAsync<(int Made, int? Rows, int Unchanged)>(
            Begun, new { biller = order.Biller, digest = order.Digest }))
            .Select(one => (EarlierImport?)new EarlierImport(one.Made, one.Rows, one.Unchanged)).SingleOrDefault();

    /// <remarks>Whoever cancels stops waiting at once, also for a database that stands still.</remarks>
    public Task<IReadOnlyList<RowAnswer>> Add(IReadOnlyList<NewBill> bills, CancellationToken cancel)
    {
        if (Before is not null)
            throw new InvalidOperationException("This file was imported before.");

        var adding = AddInTries(bills, cancel);
        _underWay = adding;
        return adding.WaitAsync(cancel);
    }

    async Task<IReadOnlyList<RowAnswer>> AddInTries(IReadOnlyList<NewBill> bills, CancellationToken cancel)
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
                _judge.Forget();
            }
        }
    }

    public async Task Complete(int rows, int unchanged, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await Patience.Within(Patience.Usual, () =>
        {
            var completing = CompleteOnce(rows, unchanged);
            _underWay = completing;
            return completing;
        });
    }

    async Task<int> CompleteOnce(int rows, int unchanged)
    {
        if (_made > 0)
        {
            var done = new
            {
                biller = _order.Biller,
                digest = _order.Digest,
                file = _order.File,
                made = _made,
                rows,
                unchanged,
                at = _order.At.UtcDateTime,
            };
            await _connection.ExecuteAsync(Done, done);
            if (_order.Wish.SharedAccounts)
                await _connection.ExecuteAsync(DoneAlso, done);
        }

        await _transaction.CommitAsync(CancellationToken.None);
        return _made;
    }

    /// <summary>Rolls back an import that was not completed; if the database stands still, that happens once it has
    /// answered, and nobody waits for it.</summary>
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

    async Task<RowAnswer[]> AddOnce(IReadOnlyList<NewBill> bills, CancellationToken cancel)
    {
        var answers = await _judge.Judge(bills);
        NewBill[] made = [.. bills.Where((_, i) => answers[i].Verdict is MakingVerdict.Made)];

        // A microsecond apart, so that they stay in the order of the file for whoever sorts by it.
        await BillCopy.Write(
            _connection,
            made.Select((bill, i) => Maker.ToBill(bill with { At = bill.At.AddMicroseconds(_made + i) })),
            _order.At,
            cancel);
        await _transaction.ReleaseAsync(Batch, CancellationToken.None);
        _made += made.Length;
        return answers;
    }
}
