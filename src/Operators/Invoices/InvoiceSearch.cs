using System.Globalization;
using Dapper;
using Npgsql;
using Periksa.Invoicing;

namespace Periksa.Operators.Invoices;

/// <summary>Finds invoices, whoever's they are, and what paid them.</summary>
public sealed class InvoiceSearch(NpgsqlDataSource database, TimeProvider clock)
{
    const string Patience = "set local statement_timeout = '10s'";

    const string One = $"select {InvoiceRow.Columns} from invoice_totals where id = @id";

    const string Payments = """
        select m.id, m.at, p.amount
        from movements m
        join postings p on p.movement = m.id and p.amount > 0
        where m.cause = @cause and m.reference = @reference
        order by m.id
        """;

    /// <summary>Invoices, the newest days first.</summary>
    public async Task<Outcome<Page<InvoiceSummary>>> Find(InvoiceWish wish, CancellationToken cancel)
    {
        if (wish.Limit is < 1 or > Page<InvoiceSummary>.LimitMaximum)
            return Refusal.Invalid($"A limit is 1 to {Page<InvoiceSummary>.LimitMaximum}.");

        if (wish.State is not (null or "initiated" or "unpaid" or "paid"))
            return Refusal.Invalid($"'{Words.Shown(wish.State)}' is no state: it is initiated, unpaid or paid.");

        if (ReadMonth(wish) is not { } days)
            return Refusal.Invalid("A month is written like 2026-12, and stands instead of a first and a last day.");

        wish = days;
        if (wish.From > wish.To)
            return Refusal.Invalid("The first day is after the last: say the earlier one first.");

        var after = ReadCursor(wish.Cursor);
        if (after is null && wish.Cursor is not null)
            return Refusal.Invalid("This is no cursor: send the next_cursor of the page before.");

        var now = clock.GetUtcNow();
        var rows = await Read(wish, after, now, cancel);
        return Page<InvoiceSummary>.Of(
            rows.Select(row => InvoiceSummary.Of(row.ToInvoice(), now)),
            wish.Limit,
            one => string.Create(CultureInfo.InvariantCulture, $"{one.Day:yyyy-MM-dd}/{one.Partner}"));
    }

    /// <summary>An invoice, and what paid it.</summary>
    public async Task<Outcome<InvoiceStory>> Show(Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<InvoiceRow>(
            new CommandDefinition(One, new { id }, cancellationToken: cancel));
        if (row is null)
            return NotFound(id);

        var paid = await connection.QueryAsync<(long Id, DateTime At, long Amount)>(new CommandDefinition(
            Payments, new { cause = InvoicePayment.Cause, reference = $"{id}" }, cancellationToken: cancel));
        return new InvoiceStory(
            InvoiceSummary.Of(row.ToInvoice(), clock.GetUtcNow()),
            [.. paid.Select(one => new InvoiceMovement(one.Id, new(one.At, TimeSpan.Zero), one.Amount))]);
    }

    async Task<IEnumerable<InvoiceRow>> Read(
        InvoiceWish wish, (DateOnly Day, string Partner)? after, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(Patience);
        var conditions = string.Join(" and ", Conditions(wish, after is not null));
        return await connection.QueryAsync<InvoiceRow>(new CommandDefinition(
            $"""
            select {InvoiceRow.Columns} from invoice_totals
            where {conditions}
            order by day desc, partner desc
            limit @limit
            """,
            new
            {
                partner = wish.Partner?.Replace("\0", "", StringComparison.Ordinal),
                wish.From,
                wish.To,
                today = BusinessDay.Of(now),
                afterDay = after?.Day,
                afterPartner = after?.Partner,
                limit = Page<InvoiceSummary>.ToRead(wish.Limit),
            },
            cancellationToken: cancel));
    }

    // What is not asked about is not in the statement, so that its plan is for what is. A state is read off the clock.
    static IEnumerable<string> Conditions(InvoiceWish wish, bool isAfter)
    {
        yield return wish.State switch
        {
            "initiated" => "paid_at is null and day >= @today",
            "unpaid" => "paid_at is null and day < @today",
            "paid" => "paid_at is not null",
            _ => "true",
        };
        if (wish.Partner is not null)
            yield return "partner = @partner";

        if (wish.From is not null)
            yield return "day >= @from";

        if (wish.To is not null)
            yield return "day <= @to";

        if (isAfter)
            yield return "(day, partner) < (@afterDay, @afterPartner)";
    }

    internal static Refusal NotFound(Guid id) =>
        Refusal.NotFound($"There is no invoice {id}: is that the id that its partner was told?");

    // The same by its days.
    static InvoiceWish? ReadMonth(InvoiceWish wish) => wish switch
    {
        { Month: null } => wish,
        { From: null, To: null } when DateOnly.TryParseExact(
            wish.Month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) =>
            wish with { From = first, To = first.AddMonths(1).AddDays(-1) },
        _ => null,
    };

    static (DateOnly Day, string Partner)? ReadCursor(string? cursor) =>
        cursor?.Split('/', 2) is [var day, var partner]
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known)
            ? (known, partner.Replace("\0", "", StringComparison.Ordinal))
            : null;
}
