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

    /// <summary>The newest messages, newest first, without their bodies.</summary>
    /// <param name="state"><c>waiting</c>, <c>delivered</c> or <c>parked</c>; <c>null</c> for all.</param>
    /// <param name="cursor">The <see cref="Page{T}.NextCursor"/> of the page before.</param>
    public async Task<Outcome<Page<CallbackEntry>>> List(
        string? state, string? cursor, int limit, CancellationToken cancel)
    {
        var before = long.MaxValue;
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return Refusal.Invalid($"'{Words.Shown(cursor)}' is no cursor: send the next_cursor of the page before.");

        if (state is not (null or "waiting" or "delivered" or "parked"))
            return Refusal.Invalid($"'{Words.Shown(state)}' is no state: it is waiting, delivered or parked.");

        var length = Page<CallbackEntry>.ToRead(limit);
        var reports = state is null
            ? await callbacks.ListBefore(before, length, cancel)
            : await callbacks.ListBefore(
                before, Enum.Parse<DeliveryState>(state, ignoreCase: true), length, cancel);
        return Page<CallbackEntry>.Of(
            reports.Select(one => CallbackEntry.Of(one, withBody: false)),
            limit,
            one => one.Id.ToString(CultureInfo.InvariantCulture));
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
