using System.Globalization;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace Periksa.Operators.Audit;

/// <summary>What operators did, newest first.</summary>
public sealed class AuditTrail(NpgsqlDataSource database)
{
    const string Read = """
        select id, at, actor, source, action, subject, before::text, after::text, reason
        from audit_entries
        where (@subject::text is null or subject = @subject)
          and (@since::timestamptz is null or at >= @since)
          and (@before::bigint is null or id < @before)
        order by id desc
        limit @limit
        """;

    /// <param name="subject">Only about this, e.g. <c>partner:toko-maju</c>; <c>null</c> for anything.</param>
    /// <param name="since">Only from then on, in real time.</param>
    /// <param name="cursor">The <see cref="Page{T}.NextCursor"/> of the page before.</param>
    public async Task<Outcome<Page<AuditEntry>>> List(
        string? subject, DateTimeOffset? since, string? cursor, int limit, CancellationToken cancel)
    {
        long before = 0;
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return Refusal.Invalid($"'{Words.Shown(cursor)}' is no cursor: send the next_cursor of the page before.");

        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            Read,
            new
            {
                subject,
                since = since?.UtcDateTime,
                before = cursor is null ? (long?)null : before,
                limit = Page<AuditEntry>.ToRead(limit),
            },
            cancellationToken: cancel));
        return Page<AuditEntry>.Of(
            rows.Select(row => row.ToEntry()), limit, entry => entry.Id.ToString(CultureInfo.InvariantCulture));
    }

    // As Dapper fills it.
    sealed class Row
    {
        public long Id { get; init; }
        public DateTime At { get; init; }
        public required string Actor { get; init; }
        public required string Source { get; init; }
        public required string Action { get; init; }
        public required string Subject { get; init; }
        public string? Before { get; init; }
        public string? After { get; init; }
        public string? Reason { get; init; }

        public AuditEntry ToEntry() => new()
        {
            Id = Id,
            At = new(At, TimeSpan.Zero),
            Actor = Actor,
            Source = Source,
            Action = Action,
            Subject = Subject,
            Before = Parse(Before),
            After = Parse(After),
            Reason = Reason,
        };

        static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);
    }
}
