using Npgsql;
using Periksa.Ledger;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Bills;

/// <summary>Takes one payment in one transaction.</summary>
/// <remarks>A reference is locked first, so that a payment and its reversal take turns on any number of hosts; then the
/// bills of a virtual account in one order, so that two channels do that pay at the same moment. Done twice it does
/// nothing twice: a reference that has paid that day tells what became of it.</remarks>
sealed class BillPaymentTransaction(NpgsqlDataSource database)
{
    const string OnePaid = $"""
        select {BillRow.Columns} from bills b
        where b.va_number = $1 and b.voided_at is null and b.type <> 'open' and b.paid >= b.total limit 1
        """;

    const string ById = $"select {BillRow.Columns} from bills b where b.id = $1";

    /// <param name="compose">Composes what the biller is told; <c>null</c> for nothing.</param>
    public async Task<PaymentEntry> Pay(
        PaymentOrder order, Func<BillEvent, BillCallback?> compose, TimeSpan lockPatience)
    {
        // A build that knew of no day wrote such a payment without the reference's lock: it is seen the second time.
        // If it is not, that was on another day, and the database still has that build's key.
        return await PayOnce(order, compose, lockPatience)
            ?? await PayOnce(order, compose, lockPatience)
            ?? new PaymentEntry(PaymentRefusal.ReferenceUsed);
    }

    // Returns null where the reference is used by a payment that it has not seen.
    async Task<PaymentEntry?> PayOnce(
        PaymentOrder order, Func<BillEvent, BillCallback?> compose, TimeSpan lockPatience)
    {
        var id = Guid.CreateVersion7(order.At);
        return await BillDraft.Write(
            await Foresee(order, id, lockPatience), compose, draft => Commit(order, id, draft, lockPatience));
    }

    async Task<IReadOnlyList<BillEvent>> Foresee(PaymentOrder order, Guid id, TimeSpan lockPatience)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Locks.Limited(lockPatience),
                new(BillRow.Unpaid) { Parameters = { new() { Value = order.VaNumber.Value } } },
            },
        };
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        var (_, chosen) = Payments.Decide(await BillRow.ReadAll(rows), order.Amount, order.At);
        return chosen is null ? [] : [Event(order, id, chosen)];
    }

    async Task<(IReadOnlyList<BillEvent>? Found, PaymentEntry? Entry)> Commit(
        PaymentOrder order, Guid id, BillDraft draft, TimeSpan lockPatience)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await References.Lock(connection, order.Channel, order.RefId, lockPatience);

        var unpaid = await BillRow.Find(connection, BillRow.LockUnpaid, order.VaNumber.Value);
        var (recalled, first) = await References.Recall(connection, order);
        if (recalled is { } why)
            return await Seen(new(why, LooksLike: why is PaymentRefusal.LooksLikeCopy ? first : null));

        if (first is not null)
            return await Seen(await SayAgain(connection, first));

        var (refusal, chosen) = Payments.Decide(unpaid, order.Amount, order.At);
        if (refusal is PaymentRefusal.BillNotFound or PaymentRefusal.BillExpired)
        {
            return (await BillRow.Find(connection, OnePaid, order.VaNumber.Value)).Any()
                ? await Seen(new(PaymentRefusal.AlreadyPaid))
                : (null, new PaymentEntry(refusal));
        }

        if (chosen is not { } bill)
            return (null, new PaymentEntry(refusal));

        var found = Event(order, id, bill);
        if (!draft.Fits(found))
            return ([found], null);

        if (!await PaymentRow.Write(connection, found))
            return (null, null);

        await BillEvents.Write(connection, found, draft.Callbacks[0]);
        await Movements.Move(connection, Payments.Move(bill, found.Payment));
        await transaction.CommitAsync();
        return (null, new PaymentEntry(Refusal: null, found.Bill, found.At, IsNew: true));

        // What an earlier payment did is told only when it is as durable as this one would be.
        async Task<(IReadOnlyList<BillEvent>?, PaymentEntry?)> Seen(PaymentEntry entry)
        {
            await Replication.CommitSeen(transaction);
            return (null, entry);
        }
    }

    // The bill as it was right after the payment, whatever has become of it since.
    static async Task<PaymentEntry> SayAgain(NpgsqlConnection connection, BillPayment first)
    {
        var bill = (await BillRow.Find(connection, ById, first.Bill.Value)).Single();
        return new(Refusal: null, bill with { Paid = first.PaidAfter, VoidedAt = null }, first.At);
    }

    static BillEvent Event(PaymentOrder order, Guid id, Bill bill)
    {
        var paid = bill with { Paid = bill.Paid + order.Amount };
        var payment = new BillPayment(
            id,
            bill.Id,
            order.Channel,
            order.RefId,
            order.Amount,
            order.TerminalId,
            order.TransactionAt,
            order.CustomerName,
            paid.Paid,
            order.At);
        return new(paid, payment, bill.Events + 1);
    }
}
