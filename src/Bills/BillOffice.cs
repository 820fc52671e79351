using System.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Bills;

/// <summary>Bills as billers see them.</summary>
public sealed class BillOffice(
    NpgsqlDataSource database,
    [FromKeyedServices(Database.ReadsKey)] NpgsqlDataSource reads,
    TimeProvider clock,
    ListTurns turns)
    : IBillOffice, IDisposable
{
    const string One = $"select {BillRow.Columns} from bills b where b.biller = @biller and b.hash = @hash";

    const string CountPayments = "select count(*) from bill_payments where bill = @id";

    const string PaymentsOf = $"""
        select {PaymentRow.Columns} from bill_payments p where p.bill = @id
        order by p.id offset @offset limit @limit
        """;

    const string Revoke = "update bills set voided_at = @now where id = @id and voided_at is null";

    readonly Maker _maker = new(database);

    public Task<MakingAnswer> Make(NewBill bill) => _maker.Make(bill);

    public Task<Bill?> Find(PartnerId biller, BillHash hash, CancellationToken cancel) =>
        Patience.Within(Patience.Brief, async () =>
        {
            await using var connection = await reads.OpenConnectionAsync(cancel);
            return await Find(connection, biller, hash);
        });

    public Task<BillPage> List(PartnerId biller, BillFilter filter, CancellationToken cancel) =>
        turns.Within(Patience.Brief, biller, () => Read(biller, filter, cancel), cancel);

    public Task<PaymentPage?> Payments(
        PartnerId biller, BillHash hash, int offset, int limit, CancellationToken cancel) =>
        turns.Within(Patience.Brief, biller, () => ReadPayments(biller, hash, offset, limit, cancel), cancel);

    public Task<PaymentWalk> Payments(PartnerId biller, PaymentFilter filter, CancellationToken cancel) =>
        turns.Within(Patience.Brief, biller, () => PaymentsOfDay.Read(reads, biller, filter, cancel), cancel);

    public Task<FoundPayment?> FindPayment(
        PartnerId biller, VaNumber vaNumber, Reference? id, CancellationToken cancel) =>
        Patience.Within(Patience.Brief, () => PaymentLookup.Find(reads, biller, vaNumber, id, cancel));

    async Task<BillPage> Read(PartnerId biller, BillFilter filter, CancellationToken cancel)
    {
        await using var connection = await reads.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

        var parameters = Parameters(biller, filter);
        var (page, count) = BillQuestions.For(filter);
        long? total = filter.IsWalk ? null : await connection.QuerySingleAsync<long>(count, parameters);
        await using var rows = await connection.ExecuteReaderAsync(page, parameters);
        var bills = new List<Bill>();
        while (await rows.ReadAsync(cancel))
            bills.Add(BillRow.Read(rows));

        return filter.IsWalk && bills.Count > filter.Limit
            ? new(total, bills[..filter.Limit], bills[filter.Limit - 1].Id)
            : new(total, bills);
    }

    async Task<PaymentPage?> ReadPayments(
        PartnerId biller, BillHash hash, int offset, int limit, CancellationToken cancel)
    {
        await using var connection = await reads.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        if (await Find(connection, biller, hash) is not { } bill)
            return null;

        var parameters = new { id = bill.Id.Value, offset, limit };
        var total = await connection.QuerySingleAsync<long>(CountPayments, parameters);
        await using var rows = await connection.ExecuteReaderAsync(PaymentsOf, parameters);
        var payments = new List<BillPayment>();
        while (await rows.ReadAsync(cancel))
            payments.Add(PaymentRow.Read(rows));

        return new(total, payments);
    }

    public Task<VoidAnswer> Void(PartnerId biller, BillHash hash, DateTimeOffset now, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Patience.Within(Patience.Brief, () => VoidOnce(biller, hash, now));
    }

    async Task<VoidAnswer> VoidOnce(PartnerId biller, BillHash hash, DateTimeOffset now)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Locks.LimitIn(connection, Patience.Lock);

        var answer = await Void(connection, biller, hash, now);
        if (answer.Verdict is VoidVerdict.Voided)
            await transaction.CommitAsync();

        return answer;
    }

    /// <summary>The same in the connection's open transaction, which is somebody else's to commit.</summary>
    internal static async Task<VoidAnswer> Void(
        NpgsqlConnection connection, PartnerId biller, BillHash hash, DateTimeOffset now)
    {
        // Locked, so that nobody pays meanwhile what is revoked here.
        if (await Find(connection, biller, hash, "for update") is not { } bill)
            return new(VoidVerdict.NotFound);

        if (bill.StatusAt(now) is BillStatus.Paid)
            return new(VoidVerdict.Paid);

        await connection.ExecuteAsync(Revoke, new { id = bill.Id.Value, now = now.UtcDateTime });
        return new(VoidVerdict.Voided, bill with { VoidedAt = bill.VoidedAt ?? now });
    }

    public Task<IBillImport?> BeginImport(
        PartnerId biller, ReadOnlyMemory<byte> digest, ImportWish wish, CancellationToken cancel) =>
        BillImport.Begin(database, new(biller, digest.ToArray(), wish, clock.GetUtcNow()), cancel);

    public void Dispose() => _maker.Dispose();

    static async Task<Bill?> Find(NpgsqlConnection connection, PartnerId biller, BillHash hash, string locking = "")
    {
        await using var rows = await connection.ExecuteReaderAsync(
            locking is "" ? One : One + " for update", new { biller = biller.Value, hash = hash.Value });
        return await rows.ReadAsync() ? BillRow.Read(rows) : null;
    }

    static DynamicParameters Parameters(PartnerId biller, BillFilter filter)
    {
        var parameters = new DynamicParameters(new
        {
            biller = biller.Value,
            now = filter.Now.UtcDateTime,
            offset = filter.Offset,
            limit = filter.IsWalk ? filter.Limit + 1 : filter.Limit,   // one more tells whether it goes on
            after = filter.After?.Value ?? default,
        });
        parameters.Add("vaNumber", filter.VaNumber?.Value, DbType.String);
        parameters.Add("invoiceNumber", filter.InvoiceNumber, DbType.String);
        return parameters;
    }
}
