using Dapper;
using Npgsql;
using Periksa.Inquiries.Routing;
using Periksa.Operators.Audit;
using Periksa.Operators.Messages;

namespace Periksa.Operators.Inquiries;

/// <summary>Finds inquiries, and tells how one came by its answer. Personal data is shown to whoever asks for it, and
/// the audit trail tells of that before it is.</summary>
public sealed class InquirySearch(NpgsqlDataSource database, MessageAdministration messages, TimeProvider clock)
{
    const int LimitUsually = 100;

    /// <summary>The longest time that is looked through at once: without an id or a reference, a look reads each
    /// inquiry of it.</summary>
    public static readonly TimeSpan SpanMaximum = TimeSpan.FromDays(31);

    /// <summary>A search beyond that is given up: it must not take the disk from callers.</summary>
    const string Patience = "set local statement_timeout = '10s'";

    // Callers are few; of each, both names are looked up by their index.
    const string Named = """
        select r.inquiry
        from credentials c
        join once_references r on r.caller = c.dialect || ':' || c.name and r.reference = @reference
        union
        select k.inquiry
        from credentials c
        join day_keys k on k.caller = c.dialect || ':' || c.name and k.key = @reference
            and k.day between @first and @last
        limit 500
        """;

    // An id names its day, so that both are in one order.
    const string Read = """
        select * from (
            (select id, at, dialect, partner, bank_code as Bank, account_number as Account, holder_name as HolderName,
                    outcome, price
             from inquiries
             where day between @first and @last and at >= @from and at < @to
               and (@ids::uuid[] is null or id = any (@ids))
               and (@account::text is null or account_number = @account)
               and (@bank::text is null or bank_code = @bank)
               and (@partner::text is null or partner = @partner)
               and (@after::uuid is null or (day, id) < (@afterDay::date, @after))
             order by day desc, id desc limit @limit)
            union all
            (select id, at, dialect, partner, bank_code, account_number, null::text, 'open', null::bigint
             from open_inquiries
             where at >= @from and at < @to
               and (@ids::uuid[] is null or id = any (@ids))
               and (@account::text is null or account_number = @account)
               and (@bank::text is null or bank_code = @bank)
               and (@partner::text is null or partner = @partner)
               and (@after::uuid is null or id < @after)
             order by id desc limit @limit)
        ) as found
        order by id desc limit @limit
        """;

    // What is known by its id is looked up, by its own day; what may be any is walked through from the newest on.
    static readonly string ReadByIds = Read
        .Replace(
            "from inquiries",
            "from unnest(@days::date[], @ids) as named (its_day, its_id) "
                + "join inquiries on day = its_day and id = its_id",
            StringComparison.Ordinal)
        .Replace("(@ids::uuid[] is null or id = any (@ids))", "id = any (@ids)", StringComparison.Ordinal);

    const string Invoice = """
        select id, day, amount, paid_at as PaidAt from invoices where partner = @partner and day = @day
        """;

    /// <summary>Inquiries, the newest first.</summary>
    /// <param name="reveals">True: account and name are shown.</param>
    public async Task<Outcome<Page<InquiryEntry>>> Find(
        Actor actor, InquiryWish wish, bool reveals, CancellationToken cancel)
    {
        var limit = wish.Limit ?? LimitUsually;
        var (bounds, refusal) = SearchBounds.Read(wish, clock.GetUtcNow());
        if (bounds is null)
            return refusal!;

        var rows = await Rows(wish, bounds, limit, cancel);
        var page = Page<InquiryEntry>.Of(rows.Select(row => row.ToEntry()), limit, one => $"{one.Id}");
        if (!reveals)
            return page with { Data = [.. page.Data.Select(one => one.Hidden())] };

        await Note(actor, "inquiries:found", new(
            wish.Id, wish.Reference, wish.Account is { } number ? Masked.Account(number) : null, page.Data.Count));
        return page;
    }

    /// <summary>The time that <see cref="Find"/> looks through now; <c>null</c> where it looks for an id, or refuses to
    /// look.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Span(InquiryWish wish) =>
        SearchBounds.Read(wish, clock.GetUtcNow()).Bounds is { Id: null, From: var from, To: var to }
            ? (from, to)
            : null;

    /// <summary>An inquiry and its way.</summary>
    /// <param name="reveals">As in <see cref="Find"/>; also of what its callbacks say.</param>
    public async Task<Outcome<InquiryStory>> Show(Actor actor, Guid id, bool reveals, CancellationToken cancel)
    {
        var (bounds, refusal) = SearchBounds.Read(new InquiryWish { Id = $"{id}" }, clock.GetUtcNow());
        var rows = bounds is null ? [] : await Rows(new(), bounds, 1, cancel);
        if (refusal is not null || rows is not [var row, ..]
            || await Explanation.Find(database, new(id), cancel) is not { } why)
        {
            return Refusal.NotFound($"No inquiry {id} is kept here: is that the id that its caller was told?");
        }

        if (reveals)
            await Note(actor, $"inquiry:{id}", new($"{id}", null, null, 1));

        var told = await messages.Find(id, cancel);
        var entry = row.ToEntry();
        return new InquiryStory
        {
            Inquiry = reveals ? entry : entry.Hidden(),
            Why = why.ToString(),
            Names = await InquiryNames.Of(database, new(id), cancel),
            Steps = [.. why.Steps.Select(Step)],
            Callbacks = [.. told.Select(one => reveals ? one : one with { Body = null })],
            Invoice = entry.Price is null ? null : await FindInvoice(entry.Partner, new InquiryId(id).Day, cancel),
        };
    }

    async Task<IReadOnlyList<InquiryRow>> Rows(
        InquiryWish wish, SearchBounds bounds, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(Patience);
        Guid[]? ids = bounds.Id is { } id ? [id] : null;
        if (Clean(wish.Reference) is { } reference)
        {
            var named = await connection.QueryAsync<Guid>(new CommandDefinition(
                Named, new { reference, bounds.First, bounds.Last }, cancellationToken: cancel));
            if (SearchBounds.OwnIn(reference) is { } own)
                named = named.Append(own);

            ids = [.. named.Where(one => ids is null || ids.Contains(one))];
            if (ids.Length == 0)
                return [];
        }

        var rows = await connection.QueryAsync<InquiryRow>(new CommandDefinition(
            ids is null ? Read : ReadByIds,
            new
            {
                bounds.First,
                bounds.Last,
                from = bounds.From.UtcDateTime,
                to = bounds.To.UtcDateTime,
                ids,
                days = ids?.Select(one => new InquiryId(one).Day).ToArray(),
                account = Clean(wish.Account),
                bank = wish.Bank,
                partner = Clean(wish.Partner),
                after = bounds.After,
                afterDay = bounds.After is { } after ? new InquiryId(after).Day : (DateOnly?)null,
                limit = Page<InquiryEntry>.ToRead(limit),
            },
            cancellationToken: cancel));
        return [.. rows];
    }

    async Task<InvoiceEntry?> FindInvoice(string partner, DateOnly day, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<InvoiceRow>(
            new CommandDefinition(Invoice, new { partner, day }, cancellationToken: cancel));
        return row is null ? null : new(row.Id, row.Day, row.Amount, Moment(row.PaidAt));
    }

    Task<Outcome<RevealedEntry>> Note(Actor actor, string subject, RevealedEntry shown) =>
        AuditedChange.Make<RevealedEntry>(database, actor, async change =>
        {
            await change.Note("inquiry.reveal", subject, null, shown, OperatorsJson.Default.RevealedEntry);
            return shown;
        });

    static InquiryStep Step(ExplainedStep step) => new(
        step.Route, step.Kind, step.Skipped, Moment(step.AskedAt), Moment(step.HeardAt), step.Outcome, step.Price,
        step.Saved);

    static string? Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    static DateTimeOffset? Moment(DateTime? utc) => utc is { } known ? new(known, TimeSpan.Zero) : null;

    // As Dapper fills it.
    sealed class InvoiceRow
    {
        public Guid Id { get; init; }
        public DateOnly Day { get; init; }
        public long Amount { get; init; }
        public DateTime? PaidAt { get; init; }
    }
}
