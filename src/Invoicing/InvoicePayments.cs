using System.Collections.Concurrent;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Ledger;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Invoicing;

/// <summary>Pays invoices: those somebody asked to pay, and once a day all that are owed.</summary>
/// <remarks>Whatever is done here may be done by any host, at any time and twice: the rows' locks and the ledger's
/// unique references see to it that money moves once.</remarks>
public sealed partial class InvoicePayments(
    NpgsqlDataSource database, TimeProvider clock, ISharedClock shared, ILogger<InvoicePayments> log)
{
    const string UnderWay = "payment_began_at is not null and paid_at is null";
    const string Owing = "select distinct partner from invoices where paid_at is null and day < @day order by partner";

    const string DaysUnderWay = $"select day from invoices where partner = @partner and {UnderWay} order by day";

    const string DaysOwing = """
        select day from invoices
        where partner = @partner and paid_at is null and payment_began_at is null and day < @day
        order by day
        """;

    // Those whose rows were locked the last time are tried after everybody else.
    readonly ConcurrentDictionary<string, bool> _stuck = new(StringComparer.Ordinal);

    /// <summary>Settles every payment that has begun.</summary>
    public async Task SettleBegun(CancellationToken cancel)
    {
        foreach (var partner in await Partners($"select distinct partner from invoices where {UnderWay}", cancel))
            await ForPartner(new(partner), SettleBegun, cancel);
    }

    /// <summary>Pays what is owed from the deposits, if today's run is due and nobody has done it; a run that was
    /// missed is made up for.</summary>
    public async Task RunDaily(CancellationToken cancel)
    {
        var day = DailyPayment.LastDue(shared.Now);
        if (await IsDone(day, cancel))
            return;

        var isEveryoneDone = true;
        foreach (var partner in await Partners(Owing, cancel, day))
            isEveryoneDone &= await ForPartner(new(partner), (open, owner) => PayAllBefore(open, owner, day), cancel);

        if (!isEveryoneDone)
            return;   // the run is not over; it goes on in a second

        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            "insert into daily_payments (day, finished_at) values (@day, @now) on conflict do nothing",
            new { day, now = shared.Now.UtcDateTime });
    }

    /// <summary>The amount that payments under way will take from the deposit.</summary>
    internal static async Task<Money> Promised(NpgsqlConnection connection, PartnerId partner) => new(
        await connection.QuerySingleAsync<long>(
            $"select coalesce(sum(amount), 0)::bigint from invoices where partner = @partner and {UnderWay}",
            new { partner = partner.Value }),
        Currency.Idr);

    internal static Task Begin(NpgsqlConnection connection, Invoice invoice, DateTimeOffset now) =>
        connection.ExecuteAsync(
            "update invoices set payment_began_at = @now where id = @id and payment_began_at is null",
            new { id = invoice.Id.Value, now = now.UtcDateTime });

    // The deposit covered them when they began; should it have shrunk since, the rest waits for the next top-up.
    async Task SettleBegun(NpgsqlConnection connection, PartnerId partner)
    {
        await Fold(connection, partner, DaysUnderWay);

        var begun = await connection.QueryAsync<InvoiceRow>(
            $"""
            select {InvoiceRow.Columns} from invoices
            where partner = @partner and {UnderWay} order by day for update
            """,
            new { partner = partner.Value });

        var balance = await Movements.LockBalance(connection, AccountName.Deposit(new(partner)));
        foreach (var invoice in DailyPayment.Choose(begun.Select(row => row.ToInvoice()), balance))
            await Settle(connection, invoice);
    }

    async Task PayAllBefore(NpgsqlConnection connection, PartnerId partner, DateOnly day)
    {
        await Fold(connection, partner, DaysOwing, day);

        var owed = (await connection.QueryAsync<InvoiceRow>(
            $"""
            select {InvoiceRow.Columns} from invoices
            where partner = @partner and paid_at is null and payment_began_at is null and day < @day
            order by day for update
            """,
            new { partner = partner.Value, day })).Select(row => row.ToInvoice()).ToList();

        var balance = await Movements.LockBalance(connection, AccountName.Deposit(new(partner)));
        foreach (var invoice in DailyPayment.Choose(owed, balance - await Promised(connection, partner)))
            await Settle(connection, invoice);
    }

    // From here on nobody adds to these invoices, and all their lines are on them.
    static async Task Fold(NpgsqlConnection connection, PartnerId partner, string days, DateOnly? day = null)
    {
        foreach (var one in await connection.QueryAsync<DateOnly>(days, new { partner = partner.Value, day }))
            await InvoiceFolder.FoldIn(connection, partner, one);
    }

    async Task Settle(NpgsqlConnection connection, Invoice invoice)
    {
        var now = clock.GetUtcNow();
        if (InvoicePayment.Move(invoice, now) is { } movement)
            await Movements.Move(connection, movement);

        await connection.ExecuteAsync(
            """
            update invoices set paid_at = @now, payment_began_at = coalesce(payment_began_at, @now)
            where id = @id and paid_at is null
            """,
            new { id = invoice.Id.Value, now = now.UtcDateTime });
    }

    // One transaction a partner, begun with the deposit's lock: partners do not wait for each other. Whatever happens
    // to one, the others' turn still comes; this one's again in a second.
    async Task<bool> ForPartner(
        PartnerId partner, Func<NpgsqlConnection, PartnerId, Task> pay, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            await Deadlock.Retried(async () =>
            {
                await Pay(partner, pay);
                return true;
            });
            _stuck.TryRemove(partner, out _);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            _stuck[partner] = true;
            Log.Locked(log, partner);
        }
        catch (PostgresException e)
        {
            Log.NotPaid(log, e, partner);
        }

        return false;
    }

    async Task Pay(PartnerId partner, Func<NpgsqlConnection, PartnerId, Task> pay)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        await Locks.LimitIn(connection, Patience.Lock);
        await Movements.LockBalance(connection, AccountName.Deposit(partner));
        await pay(connection, partner);
        await transaction.CommitAsync();
    }

    async Task<bool> IsDone(DateOnly day, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleAsync<bool>(
            "select exists (select from daily_payments where day = @day)", new { day });
    }

    async Task<IEnumerable<string>> Partners(string question, CancellationToken cancel, DateOnly? day = null)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var partners = await connection.QueryAsync<string>(question, new { day });
        return partners.OrderBy(_stuck.ContainsKey).ToArray();
    }

    static partial class Log
    {
        [LoggerMessage(41, LogLevel.Error, "The invoices of {Partner} could not be paid yet; trying again in a second")]
        public static partial void NotPaid(ILogger log, Exception e, string partner);

        [LoggerMessage(121, LogLevel.Error,
            "The invoices of {Partner} could not be paid yet: somebody has locked its deposit or its invoices. "
            + "'periksa lock list' shows who; trying again in a second")]
        public static partial void Locked(ILogger log, string partner);
    }
}
