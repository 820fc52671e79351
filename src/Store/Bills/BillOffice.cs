using System.Data;
using Dapper;
using Npgsql;
using Periksa.Store.Groups;

namespace Periksa.Store.Bills;

/// <summary>Bills as billers see them.</summary>
public sealed class BillOffice(NpgsqlDataSource database, TimeProvider clock) : IBillOffice, IDisposable
{
    const string One = $"select {BillRow.Columns} from bills b where b.biller = @biller and b.hash = @hash";

    // A status is read off the clock, so it is asked for as what it is made of.
    const string Filter = """
        from bills b
        where b.biller = @biller
          and (@vaNumber is null or b.va_number = @vaNumber)
          and (@invoiceNumber is null or b.invoice_number = @invoiceNumber)
          and (@status is null or @status = case
                when b.voided_at is not null then 'void'
                when b.type <> 'open' and b.paid >= b.total then 'paid'
                when b.valid_until <= @now then 'expired'
                else 'active' end)
        """;

    const string Page = $"select {BillRow.Columns} {Filter} order by b.id desc offset @offset limit @limit";
    const string CountAll = $"select count(*) {Filter}";

    const string CountPayments = "select count(*) from bill_payments where bill = @id";

    const string PaymentsOf = $"""
        select {PaymentRow.Columns} from bill_payments p where p.bill = @id
        order by p.id offset @offset limit @limit
        """;

    const string Revoke = "update bills set voided_at = @now where id = @id and voided_at is null";

    readonly Maker _maker = new(database);

    public Task<MakingAnswer> Make(NewBill bill) => _maker.Make(bill);

    public async Task<Bill?> Find(string biller, string hash, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await Find(connection, biller, hash);
    }

    public async Task<BillPage> List(string biller, BillFilter filter, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

        var parameters = Parameters(biller, filter);
        var total = await connection.QuerySingleAsync<long>(CountAll, parameters);
        await using var rows = await connection.ExecuteReaderAsync(Page, parameters);
        var bills = new List<Bill>();
        while (await rows.ReadAsync(cancel))
            bills.Add(BillRow.Read(rows));

        return new(total, bills);
    }

    public async Task<PaymentPage?> Payments(
        string biller, string hash, int offset, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
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

    public Task<VoidAnswer> Void(string biller, string hash, DateTimeOffset now, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Patience.Within(Patience.Brief, () => VoidOnce(biller, hash, now));
    }

    async Task<VoidAnswer> VoidOnce(string biller, string hash, DateTimeOffset now)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Locks.LimitIn(connection, Patience.Lock);

        // Locked, so that nobody pays meanwhile what is revoked here.
        if (await Find(connection, biller, hash, "for update") is not { } bill)
            return new(VoidVerdict.NotFound);

        if (bill.StatusAt(now) is BillStatus.Paid)
            return new(VoidVerdict.Paid);

        await connection.ExecuteAsync(Revoke, new { id = bill.Id.Value, now = now.UtcDateTime });
        await transaction.CommitAsync();
        return new(VoidVerdict.Voided, bill with { VoidedAt = bill.VoidedAt ?? now });
    }

    public Task<IBillImport?> BeginImport(
        string biller, ReadOnlyMemory<byte> digest, CancellationToken cancel) =>
        BillImport.Begin(database, biller, digest, clock.GetUtcNow(), cancel);

    public void Dispose() => _maker.Dispose();

    static async Task<Bill?> Find(NpgsqlConnection connection, string biller, string hash, string locking = "")
    {
        await using var rows = await connection.ExecuteReaderAsync(
            locking is "" ? One : One + " for update", new { biller, hash });
        return await rows.ReadAsync() ? BillRow.Read(rows) : null;
    }

    static DynamicParameters Parameters(string biller, BillFilter filter)
    {
        var parameters = new DynamicParameters(new
        {
            biller, now = filter.Now.UtcDateTime, offset = filter.Offset, limit = filter.Limit,
        });
        parameters.Add("vaNumber", filter.VaNumber, DbType.String);
        parameters.Add("invoiceNumber", filter.InvoiceNumber, DbType.String);
        parameters.Add("status", filter.Status is { } status ? Word(status) : null, DbType.String);
        return parameters;
    }

    static string Word(BillStatus status) => status switch
    {
        BillStatus.Active => "active",
        BillStatus.Paid => "paid",
        BillStatus.Expired => "expired",
        BillStatus.Void => "void",
    };
}
