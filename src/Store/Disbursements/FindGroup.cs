using Npgsql;
using Periksa.Store.Groups;

namespace Periksa.Store.Disbursements;

/// <summary>Looks disbursements up in groups: those who ask at the same time share a round trip.</summary>
sealed class FindGroup(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<Disbursement?>> Do(Attempt<(string Account, string Reference)> attempt)
    {
        var wanted = attempt.Items;
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(DebitGroup.FindCommand(wanted));
        await batch.PrepareIfAllowed();

        var found = new Disbursement?[wanted.Count];
        await using var rows = await batch.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            found[rows.GetInt32(0)] = DisbursementRow.Read(rows, first: 1);

        return found;
    }
}
