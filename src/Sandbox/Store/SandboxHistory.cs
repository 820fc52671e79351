using Dapper;
using Npgsql;
using Periksa.Disbursements;
using Periksa.Ledger;

namespace Periksa.Sandbox.Store;

/// <summary>Writes into the ledger what has happened in the sandbox world before its first day.</summary>
static class SandboxHistory
{
    const string Write = """
        insert into disbursements (
            id, transaction_id, partner, dialect, credential, account, reference, bank_code, account_number,
            holder_name, net, fee, fee_name, balance_after, notes, posted_at, status, processed_at,
            failure_code, failure_reason)
        values (@id, @TransactionId, @Partner, @Dialect, @Credential, @Account, @Reference, @BankCode, @Number,
                @HolderName, @net, @fee, @FeeName, @balance, @Notes, @at, @status, @processedAt,
                @Code, @Reason)
        on conflict (account, reference) do nothing returning 1
        """;

    const string Step = """
        insert into disbursement_steps (disbursement, status, at, reason) values (@id, @status, @at, @reason)
        """;

    // The bank has it, and never says a word about it.
    const string Leave = """
        insert into open_payouts (id, bank_code, due_at, claims) values (@id, @bank, @at, 1);
        insert into sandbox_payouts (id, accepted_at, settled_after) values (@order, @at, null)
        """;

    public static async Task Load(NpgsqlConnection connection, IReadOnlyList<SandboxEvent> history)
    {
        foreach (var (one, i) in history.Select((one, i) => (one, i)))
        {
            if (one.TopUp is { } amount)
            {
                await Movements.Move(connection, TopUp.Of(
                    AccountName.Disbursing(
                        new(one.Partner), new(one.Account)), amount, $"history:{one.Account}:{i}", one.At));
            }

            if (one.Sent is { } sent)
                await Load(connection, sent);
        }
    }

    static async Task Load(NpgsqlConnection connection, Disbursement sent)
    {
        if (await connection.QuerySingleOrDefaultAsync<int?>(Write, Row(sent)) is null)
            return;   // it is there, or a user has sent something under this reference

        var postings = Debits.Postings(sent);
        await Movements.Move(connection, new(Debits.Cause, sent.Id.ToString(), sent.PostedAt, postings));
        foreach (var status in Way(sent.Status))
        {
            await connection.ExecuteAsync(Step, new
            {
                id = sent.Id.Value,
                status = Statuses.Write(status),
                at = (status.IsOver() ? sent.ProcessedAt! : sent.PostedAt).Value.UtcDateTime,
                reason = "history",
            });
        }

        if (!sent.Status.IsOver())
        {
            await connection.ExecuteAsync(Leave, new
            {
                id = sent.Id.Value,
                order = PayoutOrderId.Of(sent.Account, sent.Reference).Value,
                bank = sent.Beneficiary.BankCode,
                at = sent.PostedAt.UtcDateTime,
            });
        }

        if (sent.Status.IsGivenBack())
        {
            await Movements.Move(connection, new(
                Debits.RefundCause,
                sent.Id.ToString(),
                sent.ProcessedAt!.Value,
                [.. postings.Select(posting => posting with { Amount = -posting.Amount })]));
        }
    }

    static IEnumerable<DisbursementStatus> Way(DisbursementStatus to) =>
    [
        DisbursementStatus.Initiated,
        DisbursementStatus.Paying,
        .. to is DisbursementStatus.Paying ? [] : new[] { to },
    ];

    static object Row(Disbursement sent) => new
    {
        id = sent.Id.Value,
        sent.TransactionId,
        Partner = sent.Partner.Value,
        Dialect = sent.Dialect.Value,
        Credential = sent.Credential.Value,
        Account = sent.Account.Value,
        Reference = sent.Reference.Value,
        sent.Beneficiary.BankCode,
        sent.Beneficiary.Number,
        sent.HolderName,
        net = sent.Net.Minor,
        fee = sent.Fee.Amount.Minor,
        FeeName = sent.Fee.Name,
        balance = sent.BalanceAfter.Minor,
        sent.Notes,
        at = sent.PostedAt.UtcDateTime,
        status = Statuses.Write(sent.Status),
        processedAt = sent.ProcessedAt?.UtcDateTime,
        sent.Failure?.Code,
        sent.Failure?.Reason,
    };
}
