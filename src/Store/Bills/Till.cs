using Dapper;
using Npgsql;
using Periksa.Bills;
using Periksa.Store.Books;
using Periksa.Store.Groups;

namespace Periksa.Store.Bills;

/// <summary>Takes one payment, or takes one back, in one transaction.</summary>
/// <remarks>The bills of a virtual account are locked in one order, so two channels that pay at the same moment
/// take turns. Done twice it does nothing twice: a reference that has paid tells what it paid.</remarks>
sealed class Till(NpgsqlDataSource database)
{
    const string LockUnpaid = $"""
        select {BillRow.Columns} from bills b
        where b.va_number = $1 and b.voided_at is null and (b.type = 'open' or b.paid < b.total)
        order by b.id for update
        """;

    const string OnePaid = $"""
        select {BillRow.Columns} from bills b
        where b.va_number = $1 and b.voided_at is null and b.type <> 'open' and b.paid >= b.total limit 1
        """;

    const string LockOne = $"select {BillRow.Columns} from bills b where b.hash = $1 for update";
    const string ById = $"select {BillRow.Columns} from bills b where b.id = $1";

    const string ByReference = $"""
        select {PaymentRow.Columns} from bill_payments p where p.channel = $1 and p.ref_id = $2
        """;

    const string Write = """
        insert into bill_payments (
            id, bill, channel, ref_id, amount, terminal_id, transaction_at, customer_name, paid_after, at)
        values (@Id, @bill, @Channel, @RefId, @amount, @TerminalId, @transactionAt, @CustomerName, @paidAfter, @at)
        on conflict (channel, ref_id) do nothing returning 1
        """;

    /// <param name="subscriber">Who is told, by the biller's id; <c>null</c> for nobody.</param>
    public async Task<PaymentEntry> Pay(
        PaymentOrder order, Func<string, BillSubscriber?> subscriber, TimeSpan lockPatience)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Locks.LimitIn(connection, lockPatience);

        var unpaid = await Bills(connection, LockUnpaid, order.VaNumber);
        if (await FindPayment(connection, order.Channel, order.RefId) is { } earlier)
            return await Seen(await SayAgain(connection, order, earlier));

        var (refusal, chosen) = Payments.Decide(unpaid, order.Amount, order.At);
        if (refusal is PaymentRefusal.BillNotFound)
        {
            return (await Bills(connection, OnePaid, order.VaNumber)).Any()
                ? await Seen(new(PaymentRefusal.AlreadyPaid))
                : new(refusal);
        }

        if (chosen is not { } bill)
            return new(refusal);

        var paid = bill with { Paid = bill.Paid + order.Amount };
        var payment = ToPayment(order, paid);

        // Two payments under one reference on two accounts hold no common lock: the second finds this row and
        // begins anew.
        if (await connection.QuerySingleOrDefaultAsync<int?>(Write, Row(payment)) is null)
            return await Again();

        await BillEvents.Write(connection, paid, payment, subscriber(bill.Biller));
        await Ledger.Move(connection, Payments.Move(bill, payment));
        await transaction.CommitAsync();
        return new(Refusal: null, paid, payment.At, IsNew: true);

        async Task<PaymentEntry> Again()
        {
            await transaction.RollbackAsync();
            await connection.CloseAsync();
            return await Pay(order, subscriber, lockPatience);
        }

        // What an earlier payment did is told only when it is as durable as this one would be.
        async Task<PaymentEntry> Seen(PaymentEntry entry)
        {
            await Replication.CommitSeen(transaction);
            return entry;
        }
    }

    /// <param name="subscriber">Who is told, by the biller's id; <c>null</c> for nobody.</param>
    public async Task<ReversalEntry> Reverse(
        ReversalOrder order, Func<string, BillSubscriber?> subscriber, TimeSpan lockPatience)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Locks.LimitIn(connection, lockPatience);

        if ((await Bills(connection, LockOne, order.BillHash)).SingleOrDefault() is not { } bill)
            return new(ReversalRefusal.BillNotFound);

        var payment = await FindPayment(connection, order.Channel, order.RefId);
        if (payment?.Bill != bill.Id)
            payment = null;

        if (Payments.Decide(payment, order.Amount) is { } refusal)
        {
            // Taken back at this very moment, it was taken back by an earlier try whose word was lost.
            if (payment is not null)
                await Replication.CommitSeen(transaction);

            return IsSame(payment?.ReversedAt, order.At) ? new(Refusal: null, bill) : new(refusal);
        }

        await connection.ExecuteAsync(
            "update bill_payments set reversed_at = @now where id = @Id",
            new { now = order.At.UtcDateTime, payment!.Id });
        var owing = bill with { Paid = bill.Paid - payment.Amount };
        await BillEvents.Write(connection, owing, payment with { ReversedAt = order.At }, subscriber(bill.Biller));
        await Ledger.Move(connection, Payments.MoveBack(bill, payment, order.At));
        await transaction.CommitAsync();
        return new(Refusal: null, owing);
    }

    // The bill as it was right after the payment, whatever has become of it since. A reference that paid something
    // else is used up.
    static async Task<PaymentEntry> SayAgain(NpgsqlConnection connection, PaymentOrder order, BillPayment earlier)
    {
        var bill = (await Bills(connection, ById, earlier.Bill.Value)).Single();
        return bill.VaNumber == order.VaNumber && earlier.Amount == order.Amount
            ? new(Refusal: null, bill with { Paid = earlier.PaidAfter, VoidedAt = null }, earlier.At)
            : new(PaymentRefusal.ReferenceUsed);
    }

    static async Task<IReadOnlyList<Bill>> Bills(NpgsqlConnection connection, string question, object parameter)
    {
        await using var command = new NpgsqlCommand(question, connection)
        {
            Parameters = { new() { Value = parameter } },
        };
        await using var rows = await command.ExecuteReaderAsync();
        var bills = new List<Bill>();
        while (await rows.ReadAsync())
            bills.Add(BillRow.Read(rows));

        return bills;
    }

    static async Task<BillPayment?> FindPayment(NpgsqlConnection connection, string channel, string refId)
    {
        await using var command = new NpgsqlCommand(ByReference, connection)
        {
            Parameters = { new() { Value = channel }, new() { Value = refId } },
        };
        await using var rows = await command.ExecuteReaderAsync();
        return await rows.ReadAsync() ? PaymentRow.Read(rows) : null;
    }

    // The database keeps microseconds.
    static bool IsSame(DateTimeOffset? kept, DateTimeOffset at) =>
        kept is { } moment && (at - moment).Duration() < TimeSpan.FromMicroseconds(1);

    static BillPayment ToPayment(PaymentOrder order, Bill paid) => new(
        Guid.CreateVersion7(order.At),
        paid.Id,
        order.Channel,
        order.RefId,
        order.Amount,
        order.TerminalId,
        order.TransactionAt,
        order.CustomerName,
        paid.Paid,
        order.At);

    static object Row(BillPayment payment) => new
    {
        payment.Id,
        bill = payment.Bill.Value,
        payment.Channel,
        payment.RefId,
        amount = payment.Amount.Minor,
        payment.TerminalId,
        transactionAt = payment.TransactionAt.UtcDateTime,
        payment.CustomerName,
        paidAfter = payment.PaidAfter.Minor,
        at = payment.At.UtcDateTime,
    };
}
