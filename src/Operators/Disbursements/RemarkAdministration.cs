using Npgsql;
using Periksa.Disbursements;
using Periksa.Operators.Audit;

namespace Periksa.Operators.Disbursements;

/// <summary>Deals with what banks say against the ends of disbursements.</summary>
public sealed class RemarkAdministration(NpgsqlDataSource database)
{
    readonly DisbursementRemarks _remarks = new(database);

    /// <summary>Those that nobody has dealt with, oldest first. There are few of them, ever.</summary>
    public async Task<Page<OpenRemarkEntry>> List(CancellationToken cancel) =>
        new([.. (await _remarks.List(cancel)).Select(OpenRemarkEntry.Of)], NextCursor: null);

    /// <summary>Says that one is dealt with, and moves nothing.</summary>
    /// <param name="reason">What was done about it, for the others.</param>
    public async Task<Outcome<OpenRemarkEntry>> Settle(Actor actor, long id, string reason)
    {
        if (Words.RefuseReason(reason) is { } nonsense)
            return nonsense;

        return await AuditedChange.Make<OpenRemarkEntry>(database, actor, async change =>
        {
            if (await Find(id) is not { } remark
                || !await DisbursementRemarks.Settle(change.Connection, id, reason, actor.Who))
            {
                return NotFound(id);
            }

            await change.Note(
                "remark.settle", $"remark:{id}", remark, null, OperatorsJson.Default.OpenRemarkEntry, reason);
            return remark;
        });
    }

    /// <summary>Gives the account its money back for what was paid and came back, and has its caller told: with that
    /// the remark is dealt with.</summary>
    /// <param name="disbursements">Who tells callers.</param>
    public async Task<Outcome<DisbursementEntry>> Refund(
        Actor actor, DisbursementAdministration disbursements, long id, string reason)
    {
        if (await Find(id) is not { } remark)
            return await disbursements.Refuse(actor, NotFound(id));

        return remark.IsPaid
            ? await disbursements.Refuse(actor, Refusal.Conflict(
                $"The bank says that it has paid {remark.Reference}, and the account has its money back already: "
                + "settle with the partner, and then the remark."))
            : await disbursements.RefundAgainst(actor, $"{remark.Disbursement}", reason);
    }

    async Task<OpenRemarkEntry?> Find(long id) =>
        (await _remarks.List(CancellationToken.None)).FirstOrDefault(one => one.Id == id) is { } remark
            ? OpenRemarkEntry.Of(remark)
            : null;

    static Refusal NotFound(long id) => Refusal.NotFound(
        $"There is no remark {id} that nobody has dealt with: 'periksa remark list' shows them.");
}
