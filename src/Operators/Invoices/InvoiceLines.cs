using Dapper;
using Npgsql;
using Periksa.Operators.Audit;
using Periksa.Operators.Inquiries;

namespace Periksa.Operators.Invoices;

/// <summary>Shows the inquiries that an invoice is for. Accounts and names are shown to whoever asks for them, and the
/// audit trail tells of that before they are.</summary>
public sealed class InvoiceLines(NpgsqlDataSource database)
{
    const string Patience = "set local statement_timeout = '10s'";

    const string Whose = "select partner, day from invoices where id = @id";

    const string Lines = """
        select id, at, dialect, partner, bank_code as Bank, account_number as Account, holder_name as HolderName,
               outcome, price
        from inquiries
        where day = @day and partner = @partner and price is not null
          and (@after::uuid is null or id < @after)
        order by id desc
        limit @limit
        """;

    /// <summary>An invoice's lines, the newest first; none of a day that was forgotten.</summary>
    /// <param name="reveals">True: whose accounts were asked about is shown.</param>
    public async Task<Outcome<Page<InquiryEntry>>> List(
        Actor actor, Guid invoice, string? cursor, int limit, bool reveals, CancellationToken cancel)
    {
        if (limit is < 1 or > Page<InquiryEntry>.LimitMaximum)
            return Refusal.Invalid($"A limit is 1 to {Page<InquiryEntry>.LimitMaximum}.");

        if (cursor is not null && !Guid.TryParse(cursor, out _))
            return Refusal.Invalid("This is no cursor: send the next_cursor of the page before.");

        if (await Read(invoice, cursor, limit, cancel) is not { } rows)
            return InvoiceSearch.NotFound(invoice);

        var page = Page<InquiryEntry>.Of(rows.Select(row => row.ToEntry()), limit, one => $"{one.Id}");
        if (!reveals)
            return page with { Data = [.. page.Data.Select(one => one.Hidden())] };

        await Note(actor, invoice, page.Data.Count);
        return page;
    }

    async Task<IEnumerable<InquiryRow>?> Read(Guid invoice, string? cursor, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(Patience);
        var (partner, day) = await connection.QuerySingleOrDefaultAsync<(string? Partner, DateOnly Day)>(
            new CommandDefinition(Whose, new { id = invoice }, cancellationToken: cancel));
        return partner is null
            ? null
            : await connection.QueryAsync<InquiryRow>(new CommandDefinition(
                Lines,
                new
                {
                    day,
                    partner,
                    after = cursor is null ? (Guid?)null : Guid.Parse(cursor),
                    limit = Page<InquiryEntry>.ToRead(limit),
                },
                cancellationToken: cancel));
    }

    Task<Outcome<RevealedEntry>> Note(Actor actor, Guid invoice, int count) =>
        AuditedChange.Make<RevealedEntry>(database, actor, async change =>
        {
            var shown = new RevealedEntry(null, null, null, count);
            await change.Note(
                "inquiry.reveal", $"invoice:{invoice}", null, shown, OperatorsJson.Default.RevealedEntry);
            return shown;
        });
}
