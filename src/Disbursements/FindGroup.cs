using Npgsql;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Disbursements;

/// <summary>Looks disbursements up in groups: those who ask at the same time share a round trip.</summary>
/// <remarks>
/// Whoever hears that there is none sends the money another way. So nobody hears it while a debit of the account may
/// still be on its way, on whatever host: a debit that waits for its standby cannot be seen, but it holds its
/// account's row, and what is missing is looked for again behind that lock.
/// </remarks>
/// <param name="find">The question for several at once; a row begins with its place in the list.</param>
/// <param name="hold">Locks the rows of the accounts that they may have been sent from.</param>
sealed class FindGroup<TName>(
    NpgsqlDataSource reads,
    NpgsqlDataSource writes,
    Func<IReadOnlyList<TName>, NpgsqlBatchCommand> find,
    Func<IReadOnlyList<TName>, NpgsqlBatchCommand> hold)
{
    public async Task<IReadOnlyList<Disbursement?>> Do(Attempt<TName> attempt)
    {
        var wanted = attempt.Items;
        var found = new Disbursement?[wanted.Count];
        await using (var connection = await reads.OpenConnectionAsync())
            await Read(connection, [find(wanted)], found);

        TName[] missing = [.. wanted.Where((_, place) => found[place] is null)];
        if (missing.Length == 0)
            return found;

        await using (var connection = await writes.OpenConnectionAsync())
        {
            var again = new Disbursement?[missing.Length];
            await Read(connection, [Locks.Limited(attempt.LockPatience), hold(missing), find(missing)], again);

            var next = 0;
            for (var place = 0; place < found.Length; place++)
                found[place] ??= again[next++];
        }

        return found;
    }

    // The last command's rows.
    static async Task Read(NpgsqlConnection connection, NpgsqlBatchCommand[] commands, Disbursement?[] found)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);

        await batch.PrepareIfAllowed();
        await using var rows = await batch.ExecuteReaderAsync();
        for (var before = 1; before < commands.Length; before++)
            await rows.NextResultAsync();

        while (await rows.ReadAsync())
            found[rows.GetInt32(0)] = DisbursementRow.Read(rows, first: 1);
    }
}
