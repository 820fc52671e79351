using System.Globalization;
using Dapper;
using Npgsql;

namespace Periksa.Operators.Search;

/// <summary>Tells what an operator has the name of. Everything is looked up by an index of its own.</summary>
public sealed class AnythingSearch(NpgsqlDataSource database)
{
    const int LengthMaximum = 200;

    const string ById = """
        select 'Inquiry' where exists (select from inquiries where day = @day and id = @id)
            or exists (select from open_inquiries where id = @id)
        union all select 'Disbursement' where exists (select from disbursements where id = @id)
        union all select 'Bill' where exists (select from bills where id = @id)
        union all select 'Invoice' where exists (select from invoices where id = @id)
        limit 1
        """;

    const string ByName = """
        select 'Partner' as Kind, id from partners where id = @text
        union all select 'Disbursement', id::text from disbursements where transaction_id = @text
        union all select 'Bill', id::text from bills where hash = @text
        union all select 'Credential', dialect || '/' || name from credentials where name = @text or client_id = @text
        union all (select 'Bill', id::text from bills where va_number = @text order by id desc limit 1)
        union all (select 'Disbursement', id::text from disbursements where reference = @text order by id desc limit 1)
        union all (
            select 'Disbursement', d.id::text
            from credentials c
            join disbursements d on d.dialect = c.dialect and d.credential = c.name and d.key = @text
            order by d.key_day desc
            limit 1
        )
        limit 1
        """;

    const string ByNumber = """
        select id from callback_messages where id = @number
        union all select id from callback_ended where id = @number
        limit 1
        """;

    /// <param name="text">An id; a partner's id; a credential's name or client id; a disbursement's transaction id, its
    /// caller's reference or X-EXTERNAL-ID; a bill's hash or virtual account; or <c>#</c> and a callback's
    /// number.</param>
    /// <returns>What is called exactly so, the last of several; <c>null</c> where nothing is.</returns>
    public async Task<FoundThing?> Find(string text, CancellationToken cancel)
    {
        if (text.Length is 0 or > LengthMaximum || text.Contains('\0', StringComparison.Ordinal))
            return null;

        await using var connection = await database.OpenConnectionAsync(cancel);
        if (Guid.TryParse(text, out var id))
        {
            // What names no day is no inquiry.
            var day = new InquiryId(id) is { HasDay: true } inquiry ? inquiry.Day : DateOnly.MinValue;
            return await Ask<string>(connection, ById, new { id, day }, cancel) is { } kind
                ? new(Enum.Parse<FoundKind>(kind), $"{id}")
                : null;
        }

        if (text is ['#', .. var digits]
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return await Ask<long?>(connection, ByNumber, new { number }, cancel) is null
                ? null
                : new(FoundKind.Callback, digits);
        }

        return await Ask<(string Kind, string Id)?>(connection, ByName, new { text }, cancel) is { } named
            ? new(Enum.Parse<FoundKind>(named.Kind), named.Id)
            : null;
    }

    static Task<T?> Ask<T>(NpgsqlConnection connection, string sql, object values, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, values, cancellationToken: cancel));
}

/// <summary>What something is.</summary>
public enum FoundKind
{
    Inquiry,
    Disbursement,
    Bill,
    Invoice,
    Callback,
    Partner,

    /// <summary>Its id is its dialect, a slash and its name.</summary>
    Credential,
}

/// <param name="Id">As its page has it.</param>
public sealed record FoundThing(FoundKind Kind, string Id);
