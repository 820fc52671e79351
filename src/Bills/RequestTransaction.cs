using Npgsql;
using Periksa.Ledger;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Bills;

/// <summary>Decides one payment request in one transaction: all bills that it is for are paid, or none.</summary>
/// <remarks>Its id is locked first, so that the second of two equal ones hears what became of the first, on any number
/// of hosts; then its key of the day is taken; then its bills are locked in the order in which every payment locks
/// them. What is refused is kept, too: a repeat hears it again, whatever has become of the bills. Whatever leaves
/// nothing behind is not committed.</remarks>
sealed class RequestTransaction(NpgsqlDataSource database)
{
    const string OfRequest = $"""
        select {PaymentRow.Columns}, {BillRow.Columns}
        from bill_payments p join bills b on b.id = p.bill where p.request = $1 order by p.id
        """;

    /// <param name="tries">Its own, the same each time that it is tried.</param>
    /// <param name="mayMiss">See <see cref="IRequestStore.Pay"/>.</param>
    public async Task<RequestEntry> Pay(
        PaymentRequest request,
        RequestTries tries,
        bool mayMiss,
        Func<BillEvent, BillCallback?> compose,
        TimeSpan lockPatience)
    {
        try
        {
            return await PayOnce(request, tries, mayMiss, compose, lockPatience);
        }
        catch (PostgresException e) when (e.SqlState == Days.MissingPartition)
        {
            await Days.Make(database, request.Keys.Day, request.Keys.Day);
            return await PayOnce(request, tries, mayMiss, compose, lockPatience);
        }
    }

    async Task<RequestEntry> PayOnce(
        PaymentRequest request,
        RequestTries tries,
        bool mayMiss,
        Func<BillEvent, BillCallback?> compose,
        TimeSpan lockPatience)
    {
        var ids = new List<Guid>();
        return await BillDraft.Write(
            await Foresee(request, ids, lockPatience),
            compose,
            draft => Commit(new(request, tries, mayMiss, ids, draft), lockPatience));
    }

    async Task<IReadOnlyList<BillEvent>> Foresee(PaymentRequest request, List<Guid> ids, TimeSpan lockPatience)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { Locks.Limited(lockPatience), BillsOfRequest.Command(request, isLocking: false) },
        };
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        var (_, bills) = Requests.Decide(request, await BillRow.ReadAll(rows));
        return Events(request, bills, ids);
    }

    async Task<(IReadOnlyList<BillEvent>? Found, RequestEntry Entry)> Commit(Try attempt, TimeSpan lockPatience)
    {
        var (request, tries, mayMiss, ids, draft) = attempt;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Locks.Take(connection, "payment-request", $"{request.Bank}\n{request.RequestId}", lockPatience);

        if (await Recall(connection, request, tries) is { } before)
        {
            if (before.Verdict is not RequestVerdict.KeyUsed)
                await Replication.CommitSeen(transaction);

            return (null, before);
        }

        var (refusal, bills) = await BillsOfRequest.Decide(connection, request);
        if (!mayMiss && refusal is PaymentRefusal.BillNotFound)
            return (null, new(RequestVerdict.Missed));

        var found = Events(request, bills, ids);
        if (refusal is null && !draft.Fits(found))
            return (found, default);

        await RequestRow.Write(connection, request, tries.Id, refusal);
        for (var i = 0; i < found.Count; i++)
        {
            await PaymentRow.Write(connection, found[i], tries.Id);
            await BillEvents.Write(connection, found[i], draft.Callbacks[i]);
            await Movements.Move(connection, Payments.Move(found[i].Bill, found[i].Payment));
        }

        await transaction.CommitAsync();
        var paid = found.Select(one => new PaidBill(one.Bill, one.Payment)).ToArray();
        return (null, new(RequestVerdict.New, new(refusal, paid)));
    }

    // What an earlier request means for this one; null for nothing, and then its key is taken.
    static async Task<RequestEntry?> Recall(NpgsqlConnection connection, PaymentRequest request, RequestTries tries)
    {
        var first = await RequestRow.Find(connection, request);
        var holder = await KeysOfDay.Take(connection, request.Keys, first?.Id ?? tries.Id);
        if (first is null)
            return holder is null ? null : new(RequestVerdict.KeyUsed);

        if (Requests.Compare(first, request) is { } field)
            return new(RequestVerdict.Differs, Field: field);

        if (holder is not null && holder != first.Id)
            return new(RequestVerdict.KeyUsed);

        return new(Verdict(), await Outcome(connection, first));

        // A try of this very one whose word was lost has written what is found here, or taken the key.
        RequestVerdict Verdict()
        {
            if (first.Id == tries.Id)
                return RequestVerdict.New;

            tries.IsRepeat |= holder is null && !first.CameWith(request.Keys);
            return tries.IsRepeat ? RequestVerdict.Repeated : RequestVerdict.Copied;
        }
    }

    static async Task<RequestOutcome> Outcome(NpgsqlConnection connection, EarlierRequest first)
    {
        if (first.Refusal is not null)
            return new(first.Refusal, []);

        await using var command = new NpgsqlCommand(OfRequest, connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = first.Id } },
        };
        await using var rows = await command.ExecuteReaderAsync();
        var paid = new List<PaidBill>();
        while (await rows.ReadAsync())
        {
            var payment = PaymentRow.Read(rows);
            paid.Add(new(BillRow.Read(rows, PaymentRow.Count) with { Paid = payment.PaidAfter }, payment));
        }

        return new(Refusal: null, paid);
    }

    // The ids are drawn once, so that what is composed for a bill names the payment that is written.
    static IReadOnlyList<BillEvent> Events(PaymentRequest request, IReadOnlyList<Bill> bills, List<Guid> ids)
    {
        while (ids.Count < bills.Count)
            ids.Add(Guid.CreateVersion7(request.At));

        return [.. bills.Select((bill, i) => Event(request, ids[i], bill, Requests.PartOf(request, bills, bill)))];
    }

    static BillEvent Event(PaymentRequest request, Guid id, Bill bill, Money amount)
    {
        var paid = bill with { Paid = bill.Paid + amount };
        var payment = new BillPayment(
            id,
            bill.Id,
            request.Channel,
            request.RequestId,
            amount,
            request.TerminalId,
            request.TransactionAt,
            request.CustomerName,
            paid.Paid,
            request.At);
        return new(paid, payment, bill.Events + 1);
    }

    readonly record struct Try(
        PaymentRequest Request, RequestTries Tries, bool MayMiss, List<Guid> Ids, BillDraft Draft);
}

/// <summary>One request as it is tried, once or several times.</summary>
sealed class RequestTries(Guid id)
{
    public Guid Id => id;

    /// <summary>True once a try found the same under another key and took its own, whether or not that was
    /// committed.</summary>
    public bool IsRepeat { get; set; }
}
