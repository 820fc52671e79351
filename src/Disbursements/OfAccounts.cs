using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Disbursements;

/// <summary>Disbursements by account and reference.</summary>
static class OfAccounts
{
    const string HoldAccounts = """
        select from ledger_accounts a
        join paying_accounts p on a.owner = p.partner and a.purpose = 'disbursement:' || p.id
        where p.id = any ($1)
        order by a.id
        for share of a
        """;

    static readonly string ToFind = Sql.Read("Disbursements/find.sql")
        .Replace("%columns%", DisbursementRow.Columns, StringComparison.Ordinal);

    public static NpgsqlBatchCommand Find(IReadOnlyList<(PayingAccountId Account, Reference Reference)> wanted)
    {
        var command = new NpgsqlBatchCommand(ToFind);
        var places = Enumerable.Range(0, wanted.Count).ToArray();
        command.Parameters.AddArray(NpgsqlDbType.Integer, places, place => place);
        command.Parameters.AddArray(NpgsqlDbType.Text, wanted, one => one.Account.Value);
        command.Parameters.AddArray(NpgsqlDbType.Text, wanted, one => one.Reference.Value);
        return command;
    }

    public static NpgsqlBatchCommand Hold(IReadOnlyList<(PayingAccountId Account, Reference Reference)> missing)
    {
        var command = new NpgsqlBatchCommand(HoldAccounts);
        command.Parameters.AddArray(
            NpgsqlDbType.Text, missing.Select(one => one.Account).Distinct().ToArray(), account => account.Value);
        return command;
    }
}
