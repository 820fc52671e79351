using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Bills;

/// <summary>Writes questions down and looks bills up in groups: those who ask at the same time share a round trip
/// and a flush.</summary>
sealed class InquiryGroup(NpgsqlDataSource database, NpgsqlDataSource reads)
{
    static readonly string Note = Sql.Read("Bills/inquire.sql");
    static readonly string On = Sql.Read("Bills/on.sql")
        .Replace("%columns%", BillRow.Columns, StringComparison.Ordinal);

    public async Task<IReadOnlyList<IReadOnlyList<Bill>>> Do(Attempt<BillInquiry> attempt)
    {
        var inquiries = attempt.Items;
        try
        {
            return await Ask(inquiries);
        }
        catch (PostgresException e) when (e.SqlState == Days.MissingPartition)
        {
            var days = inquiries.Select(one => BusinessDay.Of(one.AskedAt)).ToArray();
            await Days.Make(database, days.Min(), days.Max());
            return await Ask(inquiries);
        }
    }

    /// <summary>The same for whoever leaves no trace.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Bill>>> Find(
        Attempt<(VaNumber VaNumber, DateTimeOffset Now)> attempt)
    {
        var accounts = attempt.Items;
        await using var connection = await reads.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(OnCommand(accounts));
        await batch.PrepareIfAllowed();
        await using var rows = await batch.ExecuteReaderAsync();
        return await Read(rows, accounts.Count);
    }

    // A batch is one transaction: what is shown was written down.
    async Task<IReadOnlyList<IReadOnlyList<Bill>>> Ask(IReadOnlyList<BillInquiry> inquiries)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(OnCommand([.. inquiries.Select(one => (one.VaNumber, one.AskedAt))]));
        batch.BatchCommands.Add(NoteCommand(inquiries));
        await batch.PrepareIfAllowed();

        await using var rows = await batch.ExecuteReaderAsync();
        var found = await Read(rows, inquiries.Count);

        // Past the last result: only at the batch's end is it known whether it was committed.
        while (await rows.NextResultAsync())
        {
        }

        return found;
    }

    static async Task<IReadOnlyList<IReadOnlyList<Bill>>> Read(NpgsqlDataReader rows, int count)
    {
        var found = new List<Bill>[count];
        while (await rows.ReadAsync())
            (found[rows.GetInt32(0)] ??= []).Add(BillRow.Read(rows, first: 1));

        return [.. found.Select(one => (IReadOnlyList<Bill>)(one ?? []))];
    }

    static NpgsqlBatchCommand OnCommand(IReadOnlyList<(VaNumber VaNumber, DateTimeOffset Now)> accounts)
    {
        var command = new NpgsqlBatchCommand(On);
        var places = Enumerable.Range(0, accounts.Count).ToArray();
        command.Parameters.AddArray(NpgsqlDbType.Integer, places, place => place);
        command.Parameters.AddArray(NpgsqlDbType.Text, accounts, one => one.VaNumber.Value);
        command.Parameters.AddArray(NpgsqlDbType.TimestampTz, accounts, one => one.Now.UtcDateTime);
        return command;
    }

    static NpgsqlBatchCommand NoteCommand(IReadOnlyList<BillInquiry> inquiries)
    {
        var command = new NpgsqlBatchCommand(Note);
        var input = command.Parameters;
        input.AddArray(NpgsqlDbType.Date, inquiries, one => BusinessDay.Of(one.AskedAt));
        input.AddArray(NpgsqlDbType.TimestampTz, inquiries, one => one.AskedAt.UtcDateTime);
        input.AddArray(NpgsqlDbType.Text, inquiries, one => one.Channel.Value);
        input.AddArray(NpgsqlDbType.Text, inquiries, one => one.VaNumber.Value);
        input.AddArray(NpgsqlDbType.Text, inquiries, one => one.RefId.Value);
        input.AddArray(NpgsqlDbType.Text, inquiries, one => one.TerminalId);
        input.AddArray(NpgsqlDbType.TimestampTz, inquiries, one => one.TransactionAt.UtcDateTime);
        return command;
    }
}
