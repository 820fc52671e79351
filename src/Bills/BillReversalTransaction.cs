using Dapper;
using Npgsql;
using Periksa.Ledger;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Bills;

/// <summary>Takes one payment back in one transaction, which locks what <see cref="BillPaymentTransaction"/> locks, in
/// the same order.</summary>
sealed class BillReversalTransaction(NpgsqlDataSource database)
{
    const string One = $"select {BillRow.Columns} from bills b where b.hash = $1";
    const string LockOne = $"{One} for update";

    /// <param name="compose">Composes what the biller is told; <c>null</c> for nothing.</param>
    public async Task<ReversalEntry> Reverse(
        ReversalOrder order, Func<BillEvent, BillCallback?> compose, TimeSpan lockPatience) =>
        await BillDraft.Write(
            await Foresee(order, lockPatience), compose, draft => Commit(order, draft, lockPatience));

    async Task<IReadOnlyList<BillEvent>> Foresee(ReversalOrder order, TimeSpan lockPatience)
    {
        await using var connection = await database.OpenConnectionAsync();
        var (bill, payments) = await Find(connection, One, order, lockPatience);
        var payment = Payments.ToTakeBack(payments, order.Amount);
        return bill is null || payment is null || Payments.Decide(payment, order.Amount) is not null
            ? []
            : [Event(order, bill, payment)];
    }

    async Task<(IReadOnlyList<BillEvent>? Found, ReversalEntry Entry)> Commit(
        ReversalOrder order, BillDraft draft, TimeSpan lockPatience)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await References.Lock(connection, order.Channel, order.RefId, lockPatience);

        var (locked, payments) = await Find(connection, LockOne, order, lockPatience);
        if (locked is not { } bill)
            return (null, new(ReversalRefusal.BillNotFound));

        var payment = Payments.ToTakeBack(payments, order.Amount);
        var refusal = Payments.Decide(payment, order.Amount);
        if (refusal is ReversalRefusal.PaymentNotFound)
            await References.Mark(connection, order, bill.VaNumber);

        // What was taken back at this very moment was taken back by an earlier try whose word was lost.
        var isDone = payments.Any(one => IsSame(one.ReversedAt, order.At));
        if (isDone || refusal is not null)
        {
            await Replication.CommitSeen(transaction);
            return (null, isDone ? new(Refusal: null, bill) : new(refusal));
        }

        var found = Event(order, bill, payment!);
        if (!draft.Fits(found))
            return ([found], default);

        await connection.ExecuteAsync(
            "update bill_payments set reversed_at = @now where id = @Id",
            new { now = order.At.UtcDateTime, payment!.Id });
        await BillEvents.Write(connection, found, draft.Callbacks[0]);
        await Movements.Move(connection, Payments.MoveBack(bill, payment, order.At));
        await transaction.CommitAsync();
        return (null, new(Refusal: null, found.Bill));
    }

    // The bill, and what can be taken back of what was paid on it.
    static async Task<(Bill? Bill, IReadOnlyList<BillPayment> Payments)> Find(
        NpgsqlConnection connection, string question, ReversalOrder order, TimeSpan lockPatience)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Locks.Limited(lockPatience),
                new(question) { Parameters = { new() { Value = order.BillHash.Value } } },
                References.ReversibleCommand(order),
            },
        };
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        var bill = (await BillRow.ReadAll(rows)).SingleOrDefault();
        await rows.NextResultAsync();
        return (bill, await PaymentRow.ReadAll(rows));
    }

    static BillEvent Event(ReversalOrder order, Bill bill, BillPayment payment) => new(
        bill with { Paid = bill.Paid - payment.Amount },
        payment with { ReversedAt = order.At },
        bill.Events + 1);

    // The database keeps microseconds.
    static bool IsSame(DateTimeOffset? kept, DateTimeOffset at) =>
        kept is { } moment && (at - moment).Duration() < TimeSpan.FromMicroseconds(1);
}
