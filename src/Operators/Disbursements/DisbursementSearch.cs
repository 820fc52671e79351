using Dapper;
using Npgsql;
using Periksa.Disbursements;
using Periksa.Operators.Audit;
using Periksa.Operators.Messages;

namespace Periksa.Operators.Disbursements;

/// <summary>Finds disbursements, and tells how one came to where it is. Whom money goes to is shown to whoever asks for
/// it, and the audit trail tells of that before it is.</summary>
/// <param name="store">Says for how long after a restore nobody knows what was sent.</param>
public sealed class DisbursementSearch(
    NpgsqlDataSource database, MessageAdministration messages, DisbursementTerms store, TimeProvider clock)
{
    /// <summary>The longest time that is looked through at once.</summary>
    static readonly TimeSpan SpanMaximum = TimeSpan.FromDays(31);

    const string Patience = "set local statement_timeout = '10s'";

    /// <summary>Disbursements, the newest first.</summary>
    /// <param name="reveals">True: whom they go to is shown.</param>
    public async Task<Outcome<Page<DisbursementEntry>>> List(
        Actor actor, DisbursementWish wish, bool reveals, CancellationToken cancel)
    {
        if (Refuse(wish) is { } refusal)
            return refusal;

        var page = Page<DisbursementEntry>.Of(await Read(wish, cancel), wish.Limit, one => $"{one.Id}");
        if (!reveals)
            return page with { Data = [.. page.Data.Select(one => one.Hidden())] };

        await Note(actor, "disbursements:found", new(wish.Reference, wish.Partner, page.Data.Count));
        return page;
    }

    /// <summary>A disbursement and its way.</summary>
    /// <param name="name">Our id, or its transaction id.</param>
    /// <param name="reveals">As in <see cref="List"/>; also of what its callbacks say.</param>
    public async Task<Outcome<DisbursementStory>> Show(
        Actor actor, string name, bool reveals, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await Identify(connection, name) is not { } id
            || await DisbursementRows.Find(connection, id.Value) is not { } entry)
        {
            return NotFound(name);
        }

        if (reveals)
            await Note(actor, $"disbursement:{id}", new(entry.Reference, entry.Partner, 1));

        var told = await messages.Find(id.Value, cancel);
        var open = await HeldPayouts.Read(connection, id, store.AskFirstFor);
        return new DisbursementStory
        {
            Disbursement = reveals ? entry : entry.Hidden(),
            Steps = await DisbursementRows.ReadSteps(connection, id.Value),
            Open = open is null
                ? null
                : new(!open.WasNeverSent, open.IsInHand, open.AskedAt, open.DueAt, open.Times),
            Remarks = await DisbursementRows.ReadRemarks(connection, id.Value),
            Callbacks = [.. told.Select(one => reveals ? one : one with { Body = null })],
        };
    }

    /// <summary>The disbursement that a name of ours means; <c>null</c> where there is none.</summary>
    internal static async Task<DisbursementId?> Identify(NpgsqlConnection connection, string name)
    {
        if (Guid.TryParse(name, out var id))
            return new(id);

        var named = await connection.QuerySingleOrDefaultAsync<Guid?>(
            "select id from disbursements where transaction_id = @name", new { name = Clean(name) });
        return named is { } known ? new(known) : null;
    }

    internal static Refusal NotFound(string name) => Refusal.NotFound(
        $"There is no disbursement {Words.Shown(name)}: it has an id and a transaction id, and 'periksa disbursement "
        + "list --reference' finds it by what its caller called it.");

    Refusal? Refuse(DisbursementWish wish)
    {
        if (wish.Limit is < 1 or > Page<DisbursementEntry>.LimitMaximum)
            return Refusal.Invalid($"A limit is 1 to {Page<DisbursementEntry>.LimitMaximum}.");

        if (wish.Cursor is { } cursor && !Guid.TryParse(cursor, out _))
            return Refusal.Invalid("This is no cursor: send the next_cursor of the page before.");

        if (wish.State is { } state && state != DisbursementWords.Open && DisbursementWords.Read(state) is null)
        {
            return Refusal.Invalid(
                $"'{Words.Shown(state)}' is no state: it is open, or one of "
                + $"{string.Join(", ", Course.All.Select(DisbursementWords.Of))}.");
        }

        var (from, to) = Bounds(wish);
        return from >= to || (!IsUnbounded(wish) && to - from > SpanMaximum + TimeSpan.FromMinutes(1))
            ? Refusal.Invalid($"A search looks through at most {SpanMaximum.TotalDays:0} days, from being the earlier.")
            : null;
    }

    // What is found by a name, or is still open, is little.
    static bool IsUnbounded(DisbursementWish wish) =>
        wish.Reference is not null
        || wish.State is DisbursementWords.Open
        || (wish.State is { } state && DisbursementWords.Read(state) is { } known && !known.IsOver());

    (DateTimeOffset From, DateTimeOffset To) Bounds(DisbursementWish wish)
    {
        var to = wish.To ?? clock.GetUtcNow() + TimeSpan.FromMinutes(1);   // hosts' clocks differ a little
        return (wish.From ?? (IsUnbounded(wish) ? DateTimeOffset.UnixEpoch : to - TimeSpan.FromDays(1)), to);
    }

    async Task<IEnumerable<DisbursementEntry>> Read(DisbursementWish wish, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(Patience);
        var ids = Clean(wish.Reference) is { } reference
            ? await DisbursementRows.FindNamed(connection, reference, cancel)
            : null;
        var (from, to) = Bounds(wish);
        var status = wish.State is { } state ? DisbursementWords.Read(state) : null;
        return await DisbursementRows.List(
            connection,
            new
            {
                ids,
                isOpen = wish.State is DisbursementWords.Open || status is { } one && !one.IsOver(),
                status = status is { } known ? Statuses.Write(known) : null,
                partner = Clean(wish.Partner),
                from = from.UtcDateTime,
                to = to.UtcDateTime,
                after = wish.Cursor is { } cursor ? Guid.Parse(cursor) : (Guid?)null,
                limit = Page<DisbursementEntry>.ToRead(wish.Limit),
            },
            cancel);
    }

    Task<Outcome<RevealedDisbursements>> Note(Actor actor, string subject, RevealedDisbursements shown) =>
        AuditedChange.Make<RevealedDisbursements>(database, actor, async change =>
        {
            await change.Note(
                "disbursement.reveal", subject, null, shown, OperatorsJson.Default.RevealedDisbursements);
            return shown;
        });

    static string? Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);
}

/// <summary>What operators must know of how payouts are made.</summary>
/// <param name="AskFirstFor">For how long after a restore nobody knows what was sent.</param>
public sealed record DisbursementTerms(TimeSpan AskFirstFor);
