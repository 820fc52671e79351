using Npgsql;
using Periksa.Callbacks;
using Periksa.Disbursements;
using Periksa.Operators.Audit;

namespace Periksa.Operators.Disbursements;

/// <summary>Ends disbursements by an operator's word: one transaction that holds the payout, so that no host takes it,
/// and moves it by the same steps, postings and callbacks as a bank's word does. The first word is right, whoever's it
/// is; one against it that comes later is kept as a remark.</summary>
public sealed class DisbursementAdministration(
    NpgsqlDataSource database, CallbackComposer callbacks, DisbursementTerms terms, TimeProvider clock)
{
    /// <summary>Says that the bank has paid.</summary>
    /// <param name="name">Our id, or its transaction id.</param>
    /// <param name="reason">What is known and from whom, for the audit trail.</param>
    public Task<Outcome<DisbursementEntry>> Settle(Actor actor, string name, string reason) =>
        End(actor, name, HandWord.Settle, reason);

    /// <summary>Gives the account its money back: of what the bank has not paid and will not, or what came
    /// back.</summary>
    /// <inheritdoc cref="Settle"/>
    public Task<Outcome<DisbursementEntry>> Refund(Actor actor, string name, string reason) =>
        End(actor, name, HandWord.Refund, reason);

    /// <summary>The same where the bank has said since that it has not paid: however short a time ago that
    /// was.</summary>
    internal Task<Outcome<DisbursementEntry>> RefundAgainst(Actor actor, string name, string reason) =>
        End(actor, name, HandWord.Refund, reason, isContradicted: true);

    /// <summary>Calls off what was surely never sent.</summary>
    /// <inheritdoc cref="Settle"/>
    public Task<Outcome<DisbursementEntry>> Cancel(Actor actor, string name, string reason) =>
        End(actor, name, HandWord.Cancel, reason);

    async Task<Outcome<DisbursementEntry>> End(
        Actor actor, string name, HandWord word, string reason, bool isContradicted = false)
    {
        if (Words.RefuseReason(reason) is { } refusal)
            return refusal;

        if (await Find(name) is not { } found)
            return DisbursementSearch.NotFound(name);

        if (HandEnds.Target(found.Status, word) is not { } to)
            return await Refuse(actor, DisbursementWords.NotFrom(found, word));

        if (to is DisbursementStatus.Refunded && !isContradicted && HandEnds.IsFresh(found, clock.GetUtcNow()))
            return await Refuse(actor, DisbursementWords.JustPaid);

        // What its caller is told is composed before anything is held.
        var ended = found.End(word, to, clock.GetUtcNow());
        var outcome = default(Outcome<DisbursementEntry>);
        var obstacle = default(HandObstacle?);
        await callbacks.Write(ended, async callback =>
        {
            outcome = await AuditedChange.Make<DisbursementEntry>(database, actor, async change =>
            {
                obstacle = await Hold(change.Connection, found, word);
                if (obstacle is { } stands)
                    return DisbursementWords.Of(stands);

                var before = await DisbursementRows.Find(change.Connection, found.Id.Value);
                if (!await HeldPayouts.End(change.Connection, ended, HandEnds.Reason(word, to), callback))
                    return Overtaken;

                var after = await DisbursementRows.Find(change.Connection, found.Id.Value);
                await change.Note(
                    $"disbursement.{Of(word)}", $"disbursement:{found.Id}", before?.Hidden(), after?.Hidden(),
                    OperatorsJson.Default.DisbursementEntry, reason);
                return after!.Hidden();
            });
            return outcome.Done is not null;
        });

        if (obstacle is HandObstacle.NotAskedLately)
            await HeldPayouts.Hurry(database, found.Id, clock.GetUtcNow());

        return outcome;
    }

    // Of what is over nobody has anything in hand.
    async Task<HandObstacle?> Hold(NpgsqlConnection connection, Disbursement found, HandWord word) =>
        await HeldPayouts.Take(connection, found.Id, terms.AskFirstFor) is { } open
            ? HandEnds.Obstacle(word, open)
            : null;

    async Task<Disbursement?> Find(string name)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await DisbursementSearch.Identify(connection, name) is { } id
            ? await HeldPayouts.Find(connection, id)
            : null;
    }

    // It may be refused because it was done before, under the same key.
    internal Task<Outcome<DisbursementEntry>> Refuse(Actor actor, Refusal refusal) =>
        AuditedChange.Make<DisbursementEntry>(
            database, actor, _ => Task.FromResult<Outcome<DisbursementEntry>>(refusal));

    static Refusal Overtaken { get; } = Refusal.Conflict(
        "It went on while you said so: look at it again, and say it once more if it is still needed.");

    static string Of(HandWord word) => word switch
    {
        HandWord.Settle => "settle",
        HandWord.Refund => "refund",
        HandWord.Cancel => "cancel",
    };
}
