using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Disbursements;

/// <summary>Disbursements as their partners name them.</summary>
static class OfPartners
{
    const string HoldAccounts = """
        select from ledger_accounts a
        join paying_accounts p on a.owner = p.partner and a.purpose = 'disbursement:' || p.id
        where p.partner = any ($1)
        order by a.id
        for share of a
        """;

    static readonly string ToFind = Sql.Read("Disbursements/find-named.sql")
        .Replace("%columns%", DisbursementRow.Columns, StringComparison.Ordinal);

    public static NpgsqlBatchCommand Find(IReadOnlyList<TransferName> wanted)
    {
        var command = new NpgsqlBatchCommand(ToFind);
        var places = Enumerable.Range(0, wanted.Count).ToArray();
        command.Parameters.AddArray(NpgsqlDbType.Integer, places, place => place);
        command.Parameters.AddArray(NpgsqlDbType.Text, wanted, one => one.Asking.Partner.Id.Value);
        command.Parameters.AddArray(NpgsqlDbType.Text, wanted, one => one.Asking.Dialect.Value);
        command.Parameters.AddArray(NpgsqlDbType.Text, wanted, one => one.Asking.Name.Value);
        command.Parameters.AddArray(NpgsqlDbType.Text, wanted, one => one.Reference);
        command.Parameters.AddArray(NpgsqlDbType.Text, wanted, one => one.TransactionId);
        command.Parameters.AddArray(NpgsqlDbType.Text, wanted, one => one.Key);
        return command;
    }

    public static NpgsqlBatchCommand Hold(IReadOnlyList<TransferName> missing)
    {
        var command = new NpgsqlBatchCommand(HoldAccounts);
        command.Parameters.AddArray(
            NpgsqlDbType.Text, missing.Select(one => one.Asking.Partner.Id).Distinct().ToArray(), partner =>
                partner.Value);
        return command;
    }
}
