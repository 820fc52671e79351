using System.Globalization;
using Dapper;
using Npgsql;
using Periksa.Callbacks;
using Periksa.Operators.Audit;
using Periksa.Operators.Credentials;

namespace Periksa.Operators.Messages;

/// <summary>The callbacks that were posted or are to be: shows them, and has them posted again by whichever host takes
/// them.</summary>
public sealed class MessageAdministration(NpgsqlDataSource database, CallbackAdministration callbacks)
{
    const string Again = "select redeliver_callback(@id)";

    const string ParkedAgain = "select redeliver_parked_callbacks(@dialect, @name)";

    // As redeliver_parked_callbacks has it: of those with one ordering key the first is due.
    const string EndedAgain = """
        with taken as (
            delete from callback_ended where id = any (@ids) returning *
        ),
        again as (
            insert into callback_messages (
                id, dialect, credential, subject, ordering_key, body, created_at, due_at, attempts)
            select id, dialect, credential, subject, ordering_key, body, created_at,
                   case when ordering_key is null or id = min(id) over (partition by ordering_key)
                        then clock_now() else 'infinity' end,
                   attempts
            from taken
            order by id
            returning 1
        )
        select count(*) from again
        """;

    const string OldestParked = """
        select id from callback_ended
        where state = 'parked'
          and (@partner::text is null
               or (dialect, credential) in (select dialect, name from credentials where partner = @partner))
          and (@dialect::text is null or dialect = @dialect)
          and (@credential::text is null or credential = @credential)
          and (@from::timestamptz is null or created_at >= @from)
          and (@to::timestamptz is null or created_at < @to)
        order by id
        limit @limit
        """;

    /// <summary>The most messages that are posted again at once: one transaction, and a few seconds.</summary>
    public const int AtOnceMaximum = 5000;

    /// <summary>Where somebody's are looked for among what was delivered, so many are looked through at once; the
    /// page's cursor goes on behind them.</summary>
    public const int LookedThrough = 20_000;

    /// <summary>The newest messages, newest first, without their bodies.</summary>
    /// <param name="state"><c>waiting</c>, <c>delivered</c> or <c>parked</c>; <c>null</c> for all.</param>
    /// <param name="cursor">The <see cref="Page{T}.NextCursor"/> of the page before.</param>
    public Task<Outcome<Page<CallbackEntry>>> List(
        string? state, string? cursor, int limit, CancellationToken cancel) =>
        List(new MessageWish { State = state, Cursor = cursor, Limit = limit }, cancel);

    /// <inheritdoc cref="List(string?, string?, int, CancellationToken)"/>
    public async Task<Outcome<Page<CallbackEntry>>> List(MessageWish wish, CancellationToken cancel)
    {
        var before = long.MaxValue;
        if (wish.Cursor is { } cursor
            && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
        {
            return Refusal.Invalid($"'{Words.Shown(cursor)}' is no cursor: send the next_cursor of the page before.");
        }

        if (wish.State is not (null or "waiting" or "delivered" or "parked"))
            return Refusal.Invalid($"'{Words.Shown(wish.State)}' is no state: it is waiting, delivered or parked.");

        if (wish.From >= wish.To)
            return Refusal.Invalid("From is not before to: say the earlier one first.");

        var filter = new CallbackFilter
        {
            Before = before,
            State = wish.State is { } state ? Enum.Parse<DeliveryState>(state, ignoreCase: true) : null,
            Partner = Clean(wish.Partner),
            Dialect = Clean(wish.Dialect),
            Credential = Clean(wish.Credential),
            Subject = wish.Subject,
            From = wish.From,
            To = wish.To,
            Window = IsAmongMany(wish) ? LookedThrough : null,
        };
        var page = Page<CallbackEntry>.Of(
            (await callbacks.List(filter, Page<CallbackEntry>.ToRead(wish.Limit), cancel))
                .Select(one => CallbackEntry.Of(one, withBody: false)),
            wish.Limit,
            one => one.Id.ToString(CultureInfo.InvariantCulture));
        return filter.Window is null || page.NextCursor is not null
            ? page
            : page with
            {
                NextCursor = (await callbacks.EndOfWindow(filter, cancel))?.ToString(CultureInfo.InvariantCulture),
            };
    }

    /// <summary>How many messages are not delivered.</summary>
    public async Task<MessageCounts> Count(CancellationToken cancel)
    {
        var (waiting, parked) = await callbacks.Count(MessageCounts.Most, cancel);
        return new(waiting, parked);
    }

    /// <summary>One message.</summary>
    /// <param name="reveals">True: with its body, which names people; the audit trail tells of it first.</param>
    public async Task<Outcome<CallbackEntry>> Show(Actor actor, long id, bool reveals, CancellationToken cancel)
    {
        if (await callbacks.Find(id, cancel) is not { } report)
            return NotFound(id);

        var shown = CallbackEntry.Of(report, withBody: reveals);
        return !reveals ? shown : await AuditedChange.Make<CallbackEntry>(database, actor, async change =>
        {
            await change.Note(
                "callback.reveal", $"callback:{id}", null, shown with { Body = null },
                OperatorsJson.Default.CallbackEntry);
            return shown;
        });
    }

    /// <summary>The messages about an inquiry, a disbursement or a payment, with their bodies.</summary>
    public async Task<IReadOnlyList<CallbackEntry>> Find(Guid subject, CancellationToken cancel) =>
        [.. (await callbacks.Find(subject, cancel)).Select(one => CallbackEntry.Of(one, withBody: true))];

    /// <summary>Posts a message again, whatever became of it.</summary>
    public Task<Outcome<RedeliveredEntry>> Redeliver(Actor actor, long id, string? reason = null) =>
        AuditedChange.Make<RedeliveredEntry>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            if (!await change.Connection.QuerySingleAsync<bool>(Again, new { id }))
                return NotFound(id);

            return await Note(change, $"callback:{id}", 1, reason);
        });

    /// <summary>Posts again all of a credential's messages that were given up.</summary>
    public Task<Outcome<RedeliveredEntry>> RedeliverParked(
        Actor actor, string dialect, string name, string? reason = null) =>
        AuditedChange.Make<RedeliveredEntry>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            if (Words.RefuseCredentialName(name, int.MaxValue) is not null
                || await CredentialRows.Find(change.Connection, dialect, name) is null)
            {
                return CredentialAdministration.NotFound(dialect, name);
            }

            var count = await change.Connection.QuerySingleAsync<long>(ParkedAgain, new { dialect, name });
            return await Note(change, CredentialAdministration.Subject(dialect, name), count, reason);
        });

    /// <summary>Posts again what was given up: the oldest <see cref="AtOnceMaximum"/> of those that are found
    /// so.</summary>
    /// <param name="wish">Whose, and since when and until when they were made; what it does not say is any.</param>
    public Task<Outcome<RedeliveredEntry>> RedeliverParked(Actor actor, MessageWish wish, string? reason = null) =>
        AuditedChange.Make<RedeliveredEntry>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            var ids = await change.Connection.QueryAsync<long>(OldestParked, new
            {
                partner = Clean(wish.Partner),
                dialect = Clean(wish.Dialect),
                credential = Clean(wish.Credential),
                from = wish.From?.UtcDateTime,
                to = wish.To?.UtcDateTime,
                limit = AtOnceMaximum,
            });
            var count = await change.Connection.QuerySingleAsync<long>(EndedAgain, new { ids = ids.ToArray() });
            return await Note(change, "callbacks:parked", count, reason);
        });

    /// <summary>Posts messages again that are over, in one transaction; what waits, or is gone, is left
    /// alone.</summary>
    public Task<Outcome<RedeliveredEntry>> RedeliverEnded(
        Actor actor, IReadOnlyCollection<long> ids, string? reason = null) =>
        AuditedChange.Make<RedeliveredEntry>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            if (ids.Count is 0 or > AtOnceMaximum)
            {
                return Refusal.Invalid(
                    $"Say which callbacks are posted again, 1 to {AtOnceMaximum} at once: these are {ids.Count}.");
            }

            var count = await change.Connection.QuerySingleAsync<long>(EndedAgain, new { ids = ids.ToArray() });
            return await Note(change, $"callbacks:{ids.Min()}-{ids.Max()}", count, reason);
        });

    // What was delivered grows without end, and has no index by whose or of when it is.
    static bool IsAmongMany(MessageWish wish) =>
        wish is { State: null or "delivered", Subject: null }
        && ((wish.Partner ?? wish.Dialect ?? wish.Credential) is not null || (wish.From ?? wish.To) is not null);

    static string? Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    static async Task<RedeliveredEntry> Note(AuditedChange change, string subject, long count, string? reason)
    {
        var again = new RedeliveredEntry(subject, count);
        await change.Note(
            "callback.redeliver", subject, null, again, OperatorsJson.Default.RedeliveredEntry, reason);
        return again;
    }

    static Refusal NotFound(long id) =>
        Refusal.NotFound($"There is no callback {id}: 'periksa callback list' shows those there are.");
}
