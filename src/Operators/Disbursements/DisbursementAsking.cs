using Npgsql;
using Periksa.Disbursements;
using Periksa.Operators.Audit;

namespace Periksa.Operators.Disbursements;

/// <summary>Has banks asked now what became of disbursements that have no end.</summary>
public sealed class DisbursementAsking(NpgsqlDataSource database, DisbursementTerms terms, TimeProvider clock)
{
    /// <summary>Has the bank asked at once, by whichever host is free; once a second at most, however often it is
    /// said.</summary>
    /// <param name="name">Our id, or its transaction id.</param>
    public Task<Outcome<DisbursementEntry>> Ask(Actor actor, string name, string? reason) =>
        AuditedChange.Make<DisbursementEntry>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            if (await DisbursementSearch.Identify(change.Connection, name) is not { } id
                || await DisbursementRows.Find(change.Connection, id.Value) is not { } found)
            {
                return DisbursementSearch.NotFound(name);
            }

            if (await HeldPayouts.Read(change.Connection, id, terms.AskFirstFor) is not { } open)
            {
                return Refusal.Conflict(
                    $"It is {found.State}, and nobody asks about what has ended: 'periksa remark list' shows what "
                    + "banks say against ends.");
            }

            if (open.WasNeverSent)
            {
                return Refusal.Conflict(
                    "It was never sent, so there is nobody to ask: the hosts send it as soon as they can, or cancel "
                    + "it.");
            }

            var hidden = found.Hidden();
            await HeldPayouts.Hurry(change.Connection, id, clock.GetUtcNow());
            await change.Note(
                "disbursement.ask", $"disbursement:{id}", null, hidden, OperatorsJson.Default.DisbursementEntry,
                reason);
            return hidden;
        });
}
