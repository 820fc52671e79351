using Dapper;
using Npgsql;
using Periksa.Operators.Audit;
using Periksa.Postgres;

namespace Periksa.Operators.Bills;

/// <summary>Forgets whom bills were sent to and what for: names, addresses and descriptions. What was owed and paid
/// stays, and so does the virtual account. A bill that can still be paid is left alone, for its payer is shown
/// them.</summary>
/// <remarks>Each batch is a transaction with its entry in the audit trail: what is broken off is gone on with by the
/// next run. What is forgotten already is not touched again.</remarks>
public sealed class BillForgetting(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>The bills of one transaction, whose rows payments wait for.</summary>
    internal const int BatchLength = 1000;

    /// <summary>Bills are counted as far as that.</summary>
    internal const int CountedMaximum = 10_000;

    const string Patience = "set local statement_timeout = '60s'";

    const string IsKnown = """
        (name <> '-' or customer_name <> '-'
         or num_nonnulls(customer_email, customer_phone, customer_address, description, ext_description) > 0)
        """;

    const string IsPayable = """
        (voided_at is null and (type = 'open' or paid < total) and (valid_until is null or valid_until > @now))
        """;

    const string IsMeant = $"created_at < @before and (@partner::text is null or biller = @partner) and {IsKnown}";

    const string Blank = """
        update bills
        set name = '-', customer_name = '-', customer_email = null, customer_phone = null, customer_address = null,
            description = null, ext_description = null
        """;

    // Whatever somebody is at is left for another run: a payment must not wait for us, nor we for somebody's psql.
    const string Forget1000 = $"""
        with batch as (
            select id from bills
            where {IsMeant} and not {IsPayable} and id > @after
            order by id limit @BatchLength
            for no key update skip locked
        ),
        done as ({Blank} where id in (select id from batch) returning id)
        select count(*)::int as Count, (array_agg(id order by id desc))[1] as Last from done
        """;

    const string CountLeft = $"""
        select (select count(*)::int from (
                    select from bills where {IsMeant} and not {IsPayable} limit @CountedMaximum) l) as Left,
               (select count(*)::int from (
                    select from bills where {IsMeant} and {IsPayable} limit @CountedMaximum) p) as Payable
        """;

    const string One = $"""
        select id, hash, {IsPayable} as IsPayable, {IsKnown} as IsKnown from bills
        where hash = @hash or id = @id
        for no key update
        """;

    /// <summary>Forgets bills that were made before a day.</summary>
    /// <param name="tell">Told of each batch that is done.</param>
    /// <param name="cancel">Heeded between batches.</param>
    public async Task<Outcome<ForgottenBills>> Forget(
        Actor actor, ForgetWish wish, string? reason, Func<int, Task> tell, CancellationToken cancel)
    {
        if ((Words.RefuseReason(reason) ?? Refuse(wish)) is { } refusal)
            return refusal;

        // A run that is repeated finds nothing left to do, which is all that a key could promise.
        actor = actor with { Once = null };
        var (count, after) = (0, Guid.Empty);
        for (var batch = 0; !wish.IsDryRun && (wish.BatchesMaximum is not { } most || batch < most); batch++)
        {
            cancel.ThrowIfCancellationRequested();
            var done = await Deadlock.Retried(() => ForgetBatch(actor, wish, reason, after));
            if (done.Count == 0)
                break;

            (count, after) = (count + done.Count, done.Last);
            await tell(done.Count);
        }

        return await Look(wish, count, cancel);
    }

    /// <summary>Forgets one bill that cannot be paid any more; once more changes nothing.</summary>
    /// <param name="hash">Its hash, or its id.</param>
    public Task<Outcome<ForgottenBills>> Forget(Actor actor, string hash, string? reason) =>
        AuditedChange.Make<ForgottenBills>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            var bill = await change.Connection.QuerySingleOrDefaultAsync<Row>(One, new
            {
                hash = hash.Replace("\0", "", StringComparison.Ordinal),
                id = Guid.TryParse(hash, out var id) ? id : (Guid?)null,
                now = clock.GetUtcNow().UtcDateTime,
            });
            if (bill is null)
                return BillSearch.NotFound(hash);

            if (bill.IsPayable)
            {
                return Refusal.Conflict(
                    "It can still be paid, and its payer is shown whose it is: revoke it first ('periksa bill void').");
            }

            var done = new ForgottenBills { Count = bill.IsKnown ? 1 : 0 };
            if (bill.IsKnown)
            {
                await change.Connection.ExecuteAsync($"{Blank} where id = @Id", new { bill.Id });
                await change.Note(
                    "bill.forget", $"bill:{bill.Hash}", null, done, OperatorsJson.Default.ForgottenBills, reason);
            }

            return done;
        });

    async Task<(int Count, Guid Last)> ForgetBatch(Actor actor, ForgetWish wish, string? reason, Guid after)
    {
        (int Count, Guid? Last) batch = default;
        await AuditedChange.Make<ForgottenBills>(database, actor, async change =>
        {
            await change.Connection.ExecuteAsync(Patience);
            batch = await change.Connection.QuerySingleAsync<(int Count, Guid? Last)>(
                Forget1000, Parameters(wish, after));
            var done = new ForgottenBills { Before = wish.Before, Partner = wish.Partner, Count = batch.Count };
            if (done.Count > 0)
            {
                await change.Note(
                    "bill.forget", $"bills:{wish.Partner ?? "all"}", null, done, OperatorsJson.Default.ForgottenBills,
                    reason);
            }

            return done;
        });
        return (batch.Count, batch.Last ?? after);
    }

    async Task<ForgottenBills> Look(ForgetWish wish, int count, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(Patience);
        var (left, payable) = await connection.QuerySingleAsync<(int Left, int Payable)>(
            new CommandDefinition(CountLeft, Parameters(wish, Guid.Empty), cancellationToken: cancel));
        return new()
        {
            Before = wish.Before,
            Partner = wish.Partner,
            Count = count,
            Payable = payable,
            Left = left,
        };
    }

    object Parameters(ForgetWish wish, Guid after) => new
    {
        before = new DateTimeOffset(wish.Before, TimeOnly.MinValue, BusinessDay.Wib).UtcDateTime,
        partner = wish.Partner,
        now = clock.GetUtcNow().UtcDateTime,
        after,
        BatchLength,
        CountedMaximum,
    };

    Refusal? Refuse(ForgetWish wish)
    {
        if (wish.Before > BusinessDay.Of(clock.GetUtcNow()))
            return Refusal.Invalid("That day is still to come: bills of days that are over are forgotten.");

        return wish.Partner is { } partner ? Words.RefusePartnerId(partner) : null;
    }

    // As Dapper fills it.
    sealed class Row
    {
        public Guid Id { get; init; }
        public required string Hash { get; init; }
        public bool IsPayable { get; init; }
        public bool IsKnown { get; init; }
    }
}
