using System.Data;
using Dapper;
using Npgsql;
using Periksa.Books;

namespace Periksa.Store.Books;

/// <summary>Invoices as partners see them.</summary>
public sealed class Invoices(NpgsqlDataSource database) : IInvoices
{
    const string ById = $"select {InvoiceRow.Columns} from invoices where id = @id and partner = @partner";

    // A status is read off the clock, so it is asked for as a span of days and whether it is paid.
    const string Page = $"""
        select {InvoiceRow.Columns}
        from invoices
        where partner = @partner
          and (@paid is null or (paid_at is not null) = @paid)
          and (@from is null or day >= @from)
          and (@before is null or day < @before)
        order by day desc
        offset @offset limit @limit
        """;

    const string Count = "select count(*) from invoices where partner = @partner";

    public async Task<Invoice?> Find(string partner, InvoiceId id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await Find(connection, partner, id);
    }

    public async Task<InvoicePage> List(string partner, InvoiceFilter filter, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

        var total = await connection.QuerySingleAsync<long>(Count, new { partner });
        var rows = await connection.QueryAsync<InvoiceRow>(Page, Parameters(partner, filter));
        return new(total, [.. rows.Select(row => row.ToInvoice())]);
    }

    public Task<(PayVerdict Verdict, Invoice? Invoice)> Pay(
        string partner, InvoiceId id, DateTimeOffset now, CancellationToken cancel) =>
        Deadlock.Retried(() => PayOnce(partner, id, now, cancel));

    async Task<(PayVerdict Verdict, Invoice? Invoice)> PayOnce(
        string partner, InvoiceId id, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        // The deposit's lock first, here as in every payment: two payments of one partner take turns.
        var balance = await Ledger.LockBalance(connection, AccountName.Deposit(partner));
        if (await Find(connection, partner, id, "for update") is not { } invoice)
            return (PayVerdict.NotFound, null);

        var spendable = balance - await InvoicePayments.Promised(connection, partner);
        var verdict = InvoicePayment.Decide(invoice, spendable, now);

        if (verdict is PayVerdict.InProgress)
        {
            await InvoicePayments.Begin(connection, invoice, now);
            await transaction.CommitAsync(cancel);
        }

        return (verdict, invoice);
    }

    static async Task<Invoice?> Find(NpgsqlConnection connection, string partner, InvoiceId id, string locking = "")
    {
        var row = await connection.QuerySingleOrDefaultAsync<InvoiceRow>(
            locking is "" ? ById : ById + " for update", new { id = id.Value, partner });
        return row?.ToInvoice();
    }

    static DynamicParameters Parameters(string partner, InvoiceFilter filter)
    {
        var today = BusinessDay.Of(filter.Now);
        var (paid, from, before) = filter.Status switch
        {
            null => (default(bool?), default(DateOnly?), default(DateOnly?)),
            InvoiceStatus.Initiated => (false, today, null),
            InvoiceStatus.Unpaid => (false, null, today),
            InvoiceStatus.Paid => (true, null, null),
            _ => throw new ArgumentOutOfRangeException(nameof(filter)),
        };

        var parameters = new DynamicParameters(new { partner, filter.Offset, filter.Limit });
        parameters.Add("paid", paid, DbType.Boolean);
        parameters.Add("from", from, DbType.Date);
        parameters.Add("before", before, DbType.Date);
        return parameters;
    }
}
