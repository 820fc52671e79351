using Dapper;
using Npgsql;
using Periksa.Bills;
using Periksa.Operators.Audit;

namespace Periksa.Operators.Bills;

/// <summary>Finds bills, whoever's they are, shows what was paid on them, and revokes them as their billers
/// do.</summary>
public sealed class BillSearch(NpgsqlDataSource database, TimeProvider clock)
{
    const string Patience = "set local statement_timeout = '10s'";

    const string Many = $"""
        select {BillRow.Columns}
        from bills b
        where (@ids::uuid[] is null or b.id = any (@ids))
          and (@va::text is null or b.va_number = @va)
          and (@biller::text is null or b.biller = @biller)
          and (@after::uuid is null or b.id < @after)
        order by b.id desc
        limit @limit
        """;

    const string One = $"select {BillRow.Columns} from bills b where b.hash = @hash or b.id = @id";

    // Billers are few, and each one's invoice numbers are indexed. Its prefixes may have been taken from one since.
    const string Invoiced = """
        with recursive billers as (
            (select biller from bills order by biller limit 1)
            union all
            select (select b.biller from bills b where b.biller > w.biller order by b.biller limit 1)
            from billers w where w.biller is not null
        )
        select b.id from billers w
        join bills b on b.biller = w.biller and b.invoice_number = @name
        limit 500
        """;

    // Whatever anybody calls it or a payment of it: its channel, its bank, its biller, and we.
    const string Referred = $"""
        (select bill from bill_payments where ref_id = @name and request is null)
        union
        (select bill from bill_payments where id = @id)
        union
        (select p.bill from payment_requests r join bill_payments p on p.request = r.id where r.request_id = @name)
        union
        (select p.bill from payment_requests r join bill_payments p on p.request = r.id where r.bank_reference = @name)
        union
        (select id from bills where hash = @name or id = @id)
        union
        ({Invoiced})
        limit 500
        """;

    const string Payments = $"""
        select {PaymentRow.Columns} from bill_payments p where p.bill = @id order by p.id limit 500
        """;

    const string Requests = """
        select request_id as RequestId, bank, external_id as ExternalId, amount, bank_reference as BankReference, at
        from payment_requests
        where id in (select request from bill_payments where bill = @id and request is not null)
        order by at limit 500
        """;

    /// <summary>Bills, the newest first.</summary>
    /// <param name="reveals">True: their virtual accounts and payers are shown.</param>
    public async Task<Outcome<Page<BillEntry>>> Find(
        Actor actor, BillWish wish, bool reveals, CancellationToken cancel)
    {
        if (wish.Limit is < 1 or > Page<BillEntry>.LimitMaximum)
            return Refusal.Invalid($"A limit is 1 to {Page<BillEntry>.LimitMaximum}.");

        if (wish.Cursor is { } cursor && !Guid.TryParse(cursor, out _))
            return Refusal.Invalid("This is no cursor: send the next_cursor of the page before.");

        var found = Page<Bill>.Of(await Read(wish, cancel), wish.Limit, bill => $"{bill.Id.Value}");
        var now = clock.GetUtcNow();
        var page = new Page<BillEntry>([.. found.Data.Select(bill => BillEntry.Of(bill, now))], found.NextCursor);
        if (!reveals)
            return page with { Data = [.. page.Data.Select(one => one.Hidden())] };

        await Note(actor, "bills:found", new(wish.InvoiceNumber, wish.Reference, page.Data.Count));
        return page;
    }

    /// <summary>A bill, and what was paid on it.</summary>
    /// <param name="hash">Its hash, or its id.</param>
    /// <param name="reveals">As in <see cref="Find"/>.</param>
    public async Task<Outcome<BillStory>> Show(Actor actor, string hash, bool reveals, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await FindOne(connection, hash) is not { } bill)
            return NotFound(hash);

        if (reveals)
            await Note(actor, Subject(bill), new(bill.InvoiceNumber, null, 1));

        var entry = BillEntry.Of(bill, clock.GetUtcNow());
        return new BillStory(
            reveals ? entry : entry.Hidden(),
            [.. (await ReadPayments(connection, bill)).Select(Entry)],
            [.. (await connection.QueryAsync<RequestRow>(Requests, new { id = bill.Id.Value })).Select(Entry)]);
    }

    /// <summary>Revokes a bill that is not paid; once more changes nothing.</summary>
    public Task<Outcome<BillEntry>> Void(Actor actor, string hash, string? reason) =>
        AuditedChange.Make<BillEntry>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            if (await FindOne(change.Connection, hash) is not { } before)
                return NotFound(hash);

            var now = clock.GetUtcNow();
            var revoked = await BillOffice.Void(change.Connection, before.Biller, before.Hash, now);
            if (revoked.Bill is not { } after)
                return Refusal.Conflict("It is paid: what was paid is taken back by its channel, with a reversal.");

            var entry = BillEntry.Of(after, now).Hidden();
            if (before.VoidedAt is null)
            {
                await change.Note(
                    "bill.void", Subject(before), BillEntry.Of(before, now).Hidden(), entry,
                    OperatorsJson.Default.BillEntry, reason);
            }

            return entry;
        });

    async Task<IReadOnlyList<Bill>> Read(BillWish wish, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(Patience);
        Guid[]? ids = null;
        foreach (var (name, question) in new[] { (wish.InvoiceNumber, Invoiced), (wish.Reference, Referred) })
        {
            if (Clean(name) is not { } said)
                continue;

            var named = await connection.QueryAsync<Guid>(
                new CommandDefinition(question, new { name = said, id = Id(said) }, cancellationToken: cancel));
            ids = [.. ids is null ? named : named.Intersect(ids)];
        }

        await using var rows = await connection.ExecuteReaderAsync(new CommandDefinition(
            Many,
            new
            {
                ids,
                va = Clean(wish.VaNumber),
                biller = Clean(wish.Partner),
                after = wish.Cursor is { } cursor ? Guid.Parse(cursor) : (Guid?)null,
                limit = Page<BillEntry>.ToRead(wish.Limit),
            },
            cancellationToken: cancel));
        return await BillRow.ReadAll(rows);
    }

    static async Task<Bill?> FindOne(NpgsqlConnection connection, string hash)
    {
        await using var rows = await connection.ExecuteReaderAsync(One, new { hash = Clean(hash), id = Id(hash) });
        return await rows.ReadAsync() ? BillRow.Read(rows) : null;
    }

    static async Task<IReadOnlyList<BillPayment>> ReadPayments(NpgsqlConnection connection, Bill bill)
    {
        await using var rows = await connection.ExecuteReaderAsync(Payments, new { id = bill.Id.Value });
        var payments = new List<BillPayment>();
        while (await rows.ReadAsync())
            payments.Add(PaymentRow.Read(rows));

        return payments;
    }

    Task<Outcome<RevealedBills>> Note(Actor actor, string subject, RevealedBills shown) =>
        AuditedChange.Make<RevealedBills>(database, actor, async change =>
        {
            await change.Note("bill.reveal", subject, null, shown, OperatorsJson.Default.RevealedBills);
            return shown;
        });

    static BillPaymentEntry Entry(BillPayment one) => new(
        one.Id, one.Channel.Value, one.RefId.Value, one.Amount.Minor, one.TransactionAt, one.At, one.ReversedAt);

    static BillRequestEntry Entry(RequestRow one) => new(
        one.RequestId, one.Bank, one.ExternalId, one.Amount, one.BankReference, new(one.At, TimeSpan.Zero));

    static string Subject(Bill bill) => $"bill:{bill.Hash.Value}";

    internal static Refusal NotFound(string hash) => Refusal.NotFound(
        $"There is no bill {Words.Shown(hash)}: 'periksa bill find' finds it by virtual account, invoice number or a "
        + "payment's reference.");

    static Guid? Id(string text) => Guid.TryParse(text, out var id) ? id : null;

    static string? Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    // As Dapper fills it.
    sealed class RequestRow
    {
        public required string RequestId { get; init; }
        public required string Bank { get; init; }
        public required string ExternalId { get; init; }
        public long Amount { get; init; }
        public string? BankReference { get; init; }
        public DateTime At { get; init; }
    }
}
