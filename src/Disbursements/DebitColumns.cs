using Npgsql;
using NpgsqlTypes;
using Periksa.Ledger;
using Periksa.Postgres.Groups;

namespace Periksa.Disbursements;

/// <summary>The parameters of debit.sql, in its order.</summary>
static class DebitColumns
{
    /// <param name="isAwaited">Whether somebody waits for the end of this one.</param>
    public static void Add(
        NpgsqlParameterCollection input, Disbursement[] wishes, Func<Disbursement, bool> isAwaited)
    {
        input.AddArray(NpgsqlDbType.Uuid, wishes, w => w.Id.Value);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.Partner.Value);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.Dialect.Value);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.Credential.Value);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.Account.Value);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.Reference.Value);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.Beneficiary.BankCode);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.Beneficiary.Number);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.HolderName);
        input.AddArray(NpgsqlDbType.Bigint, wishes, w => w.Net.Minor);
        input.AddArray(NpgsqlDbType.Bigint, wishes, w => w.Fee.Amount.Minor);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.Fee.Name);
        input.AddArray(NpgsqlDbType.Bigint, wishes, w => w.BalanceAfter.Minor);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.Notes);
        input.AddArray(NpgsqlDbType.TimestampTz, wishes, w => w.PostedAt.UtcDateTime);
        input.Add(new() { Value = Debits.Cause });
        AddPostings(input, [.. wishes.SelectMany(PostingsOf)]);
        input.AddArray(
            NpgsqlDbType.Interval, wishes, w => isAwaited(w) ? TimeSpan.Zero : Pauses.BeforeSending);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.TransactionId);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.Beneficiary.AsSent);
        input.AddArray(NpgsqlDbType.Date, wishes, w => w.Keys?.Day);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.Keys?.DayKey);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.BankAsSent);
        input.AddArray(NpgsqlDbType.Text, wishes, w => w.Connector?.Value);
    }

    static void AddPostings(NpgsqlParameterCollection input, (Guid Id, Posting Posting)[] postings)
    {
        input.AddArray(NpgsqlDbType.Uuid, postings, one => one.Id);
        input.AddArray(NpgsqlDbType.Text, postings, one => one.Posting.Account.Owner);
        input.AddArray(NpgsqlDbType.Text, postings, one => one.Posting.Account.Purpose);
        input.AddArray(NpgsqlDbType.Bigint, postings, one => one.Posting.Amount.Minor);
    }

    static IEnumerable<(Guid, Posting)> PostingsOf(Disbursement wish) =>
        from posting in Debits.Postings(wish)
        select (wish.Id.Value, posting);
}
