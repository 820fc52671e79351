using System.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Periksa.Ledger;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Invoicing;

/// <summary>Invoices as partners see them.</summary>
public sealed class Invoices(
    NpgsqlDataSource database,
    [FromKeyedServices(Database.ReadsKey)] NpgsqlDataSource reads,
    ListTurns turns) : IInvoices
{
    const string ById = $"select {InvoiceRow.Columns} from invoice_totals where id = @id and partner = @partner";

    const string LockById = $"""
        select {InvoiceRow.Columns} from invoices where id = @id and partner = @partner for update
        """;

    // A status is read off the clock, so it is asked for as a span of days and whether it is paid.
    const string Page = $"""
        select {InvoiceRow.Columns}
        from invoice_totals
        where partner = @partner
          and (@paid is null or (paid_at is not null) = @paid)
          and (@from is null or day >= @from)
          and (@before is null or day < @before)
        order by day desc
        offset @offset limit @limit
        """;

    const string Count = "select count(*) from invoices where partner = @partner";

    public Task<Invoice?> Find(PartnerId partner, InvoiceId id, CancellationToken cancel) =>
        Patience.Within(Patience.Usual, async () =>
        {
            await using var connection = await reads.OpenConnectionAsync(cancel);
            return await Find(connection, ById, partner, id);
        });

    public Task<InvoicePage> List(PartnerId partner, InvoiceFilter filter, CancellationToken cancel) =>
        turns.Within(Patience.Brief, partner, () => ListOnce(partner, filter, cancel), cancel);

    /// <remarks>Not called off once it has begun: see <see cref="Database.Source"/>.</remarks>
    public Task<(PayVerdict Verdict, Invoice? Invoice)> Pay(
        PartnerId partner, InvoiceId id, DateTimeOffset now, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Patience.Within(Patience.Usual, () => Deadlock.Retried(() => PayOnce(partner, id, now)));
    }

    async Task<InvoicePage> ListOnce(PartnerId partner, InvoiceFilter filter, CancellationToken cancel)
    {
        await using var connection = await reads.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

        var total = await connection.QuerySingleAsync<long>(Count, new { partner = partner.Value });
        var rows = await connection.QueryAsync<InvoiceRow>(Page, Parameters(partner, filter));
        return new(total, [.. rows.Select(row => row.ToInvoice())]);
    }

    async Task<(PayVerdict Verdict, Invoice? Invoice)> PayOnce(PartnerId partner, InvoiceId id, DateTimeOffset now)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Locks.LimitIn(connection, Patience.Lock);

        // The deposit's lock first, here as in every payment: two payments of one partner take turns. Then nobody adds
        // to the invoice any more, and all its lines are on it.
        var balance = await Movements.LockBalance(connection, AccountName.Deposit(partner));
        if (await Find(connection, ById, partner, id) is not { } open)
            return (PayVerdict.NotFound, null);

        await InvoiceFolder.FoldIn(connection, partner, open.Day);
        if (await Find(connection, LockById, partner, id) is not { } invoice)
            return (PayVerdict.NotFound, null);

        var spendable = balance - await InvoicePayments.Promised(connection, partner);
        var verdict = InvoicePayment.Decide(invoice, spendable, now);

        if (verdict is PayVerdict.InProgress)
        {
            await InvoicePayments.Begin(connection, invoice, now);
            await transaction.CommitAsync();
        }

        return (verdict, invoice);
    }

    static async Task<Invoice?> Find(NpgsqlConnection connection, string question, PartnerId partner, InvoiceId id)
    {
        var row = await connection.QuerySingleOrDefaultAsync<InvoiceRow>(
            question, new { id = id.Value, partner = partner.Value });
        return row?.ToInvoice();
    }

    static DynamicParameters Parameters(PartnerId partner, InvoiceFilter filter)
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

        var parameters = new DynamicParameters(new { partner = partner.Value, filter.Offset, filter.Limit });
        parameters.Add("paid", paid, DbType.Boolean);
        parameters.Add("from", from, DbType.Date);
        parameters.Add("before", before, DbType.Date);
        return parameters;
    }
}
