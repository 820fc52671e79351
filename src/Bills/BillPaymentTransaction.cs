using Dapper;
using Npgsql;
using Periksa.Ledger;
using Periksa.Postgres;

namespace Periksa.Bills;

/// <summary>Takes one payment, or takes one back, in one transaction.</summary>
/// <remarks>A reference is locked first, so that a payment and its reversal take turns on any number of hosts; then the
/// bills of a virtual account in one order, so that two channels do that pay at the same moment. Done twice it does
/// nothing twice: a reference that has paid that day tells what became of it.</remarks>
sealed class BillPaymentTransaction(NpgsqlDataSource database)
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

    const string Write = """
        insert into bill_payments (
            id, bill, channel, ref_id, amount, terminal_id, transaction_at, customer_name, paid_after, at, biller)
        values (@Id, @bill, @Channel, @RefId, @amount, @TerminalId, @transactionAt, @CustomerName, @paidAfter, @at,
                @biller)
        on conflict do nothing returning 1
        """;

    /// <param name="subscriber">Who is told, by the biller's id; <c>null</c> for nobody.</param>
    public async Task<PaymentEntry> Pay(
        PaymentOrder order, Func<string, BillSubscriber?> subscriber, TimeSpan lockPatience)
    {
        // A build that knew of no day wrote such a payment without the reference's lock: it is seen the second time.
        // If it is not, that was on another day, and the database still has that build's key.
        return await PayOnce(order, subscriber, lockPatience)
            ?? await PayOnce(order, subscriber, lockPatience)
            ?? new PaymentEntry(PaymentRefusal.ReferenceUsed);
    }

    // Returns null where the reference is used by a payment that it has not seen.
    async Task<PaymentEntry?> PayOnce(
        PaymentOrder order, Func<string, BillSubscriber?> subscriber, TimeSpan lockPatience)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await References.Lock(connection, order.Channel, order.RefId, lockPatience);

        var unpaid = await Bills(connection, LockUnpaid, order.VaNumber);
        var (recalled, first) = await References.Recall(connection, order);
        if (recalled is { } why)
            return await Seen(new(why, LooksLike: why is PaymentRefusal.LooksLikeCopy ? first : null));

        if (first is not null)
            return await Seen(await SayAgain(connection, first));

        var (refusal, chosen) = Payments.Decide(unpaid, order.Amount, order.At);
        if (refusal is PaymentRefusal.BillNotFound)
        {
            return (await Bills(connection, OnePaid, order.VaNumber)).Any()
                ? await Seen(new(PaymentRefusal.AlreadyPaid))
                : new PaymentEntry(refusal);
        }

        if (chosen is not { } bill)
            return new PaymentEntry(refusal);

        var paid = bill with { Paid = bill.Paid + order.Amount };
        var payment = ToPayment(order, paid);
        if (await connection.QuerySingleOrDefaultAsync<int?>(Write, Row(payment, bill.Biller)) is null)
            return null;

        await BillEvents.Write(connection, paid, payment, subscriber(bill.Biller));
        await Movements.Move(connection, Payments.Move(bill, payment));
        await transaction.CommitAsync();
        return new PaymentEntry(Refusal: null, paid, payment.At, IsNew: true);

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
        await References.Lock(connection, order.Channel, order.RefId, lockPatience);

        if ((await Bills(connection, LockOne, order.BillHash)).SingleOrDefault() is not { } bill)
            return new(ReversalRefusal.BillNotFound);

        var payments = await References.FindReversible(connection, order, bill.Id);
        var payment = Payments.ToTakeBack(payments, order.Amount);
        var refusal = Payments.Decide(payment, order.Amount);
        if (refusal is ReversalRefusal.PaymentNotFound)
            await References.Mark(connection, order, bill.VaNumber);

        // What was taken back at this very moment was taken back by an earlier try whose word was lost.
        var isDone = payments.Any(one => IsSame(one.ReversedAt, order.At));
        if (isDone || refusal is not null)
        {
            await Replication.CommitSeen(transaction);
            return isDone ? new(Refusal: null, bill) : new(refusal);
        }

        await connection.ExecuteAsync(
            "update bill_payments set reversed_at = @now where id = @Id",
            new { now = order.At.UtcDateTime, payment!.Id });
        var owing = bill with { Paid = bill.Paid - payment.Amount };
        await BillEvents.Write(connection, owing, payment with { ReversedAt = order.At }, subscriber(bill.Biller));
        await Movements.Move(connection, Payments.MoveBack(bill, payment, order.At));
        await transaction.CommitAsync();
        return new(Refusal: null, owing);
    }

    // The bill as it was right after the payment, whatever has become of it since.
    static async Task<PaymentEntry> SayAgain(NpgsqlConnection connection, BillPayment first)
    {
        var bill = (await Bills(connection, ById, first.Bill.Value)).Single();
        return new(Refusal: null, bill with { Paid = first.PaidAfter, VoidedAt = null }, first.At);
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

    static object Row(BillPayment payment, string biller) => new
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
        biller,
    };
}
