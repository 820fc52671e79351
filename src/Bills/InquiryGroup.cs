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
    static readonly string NoteKeyed = Sql.Read("Bills/inquire-keyed.sql");
    static readonly string NoteContested = Sql.Read("Bills/inquire-contested.sql");
    static readonly string On = ReadOn(more: "");
    static readonly string OnOrExpired = ReadOn(Sql.Read("Bills/on-expired.sql"));

    static readonly TimeSpan ReadPatience = TimeSpan.FromSeconds(2);

    /// <returns>For each its bills; <c>null</c> where its key was used before.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<Bill>?>> Do(Attempt<AskedBills> attempt)
    {
        try
        {
            return await Ask(attempt);
        }
        catch (PostgresException e) when (e.SqlState == Days.MissingPartition)
        {
            await Days.Make(database, attempt.Items.SelectMany(one => one.Days));
            return await Ask(attempt);
        }
    }

    /// <summary>The same for whoever leaves no trace.</summary>
    public Task<IReadOnlyList<IReadOnlyList<Bill>>> Find(
        Attempt<(VaNumber VaNumber, DateTimeOffset Now)> attempt) => Find(On, attempt.Items);

    /// <summary>What is there where nothing can be paid and nothing has been: the last that expired. Few ask about such
    /// an account, so it is a question of its own.</summary>
    public Task<IReadOnlyList<IReadOnlyList<Bill>>> FindExpired(
        IReadOnlyList<(VaNumber VaNumber, DateTimeOffset Now)> accounts) =>
        Patience.Within(ReadPatience, () => Find(OnOrExpired, accounts));

    async Task<IReadOnlyList<IReadOnlyList<Bill>>> Find(
        string text, IReadOnlyList<(VaNumber VaNumber, DateTimeOffset Now)> accounts)
    {
        await using var connection = await reads.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(OnCommand(text, accounts));
        await batch.PrepareIfAllowed();
        await using var rows = await batch.ExecuteReaderAsync();
        return await Read(rows, accounts.Count);
    }

    // All of a group have keys, or none has.
    async Task<IReadOnlyList<IReadOnlyList<Bill>?>> Ask(Attempt<AskedBills> attempt)
    {
        if (attempt.Items[0].Inquiry.Keys is null)
            return (await Run([OnCommand(On, attempt.Items), NoteCommand(Note, attempt.Items)], attempt)).Found;

        try
        {
            return await WithExpired((await Run(Keyed(NoteKeyed, attempt), attempt)).Found, attempt.Items);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            var (found, refused) = await Run(Keyed(NoteContested, attempt), attempt);
            return await WithExpired(
                [.. attempt.Items.Select((one, i) => refused.Contains(one.Id) ? null : found[i])], attempt.Items);
        }
    }

    // Whoever has a key is told what has expired.
    async Task<IReadOnlyList<IReadOnlyList<Bill>?>> WithExpired(
        IReadOnlyList<IReadOnlyList<Bill>?> found, IReadOnlyList<AskedBills> asked)
    {
        var without = Enumerable.Range(0, found.Count).Where(i => found[i] is { Count: 0 }).ToArray();
        if (without.Length == 0)
            return found;

        var expired = await FindExpired(
            [.. without.Select(i => (asked[i].Inquiry.VaNumber, asked[i].Inquiry.AskedAt))]);
        var all = found.ToArray();
        foreach (var (place, i) in without.Index())
            all[i] = expired[place];

        return all;
    }

    // Whatever the server is still doing for an earlier try is waited for: its keys are this one's.
    static NpgsqlBatchCommand[] Keyed(string note, Attempt<AskedBills> attempt)
    {
        var command = NoteCommand(note, attempt.Items);
        command.Parameters.AddArray(NpgsqlDbType.Date, attempt.Items, one => one.Inquiry.Keys!.Day);
        command.Parameters.AddArray(NpgsqlDbType.Text, attempt.Items, one => one.Inquiry.Keys!.DayKey);
        command.Parameters.AddArray(NpgsqlDbType.Uuid, attempt.Items, one => one.Id);
        return
        [
            Locks.Limited(attempt.LockPatience, attempt.Key), OnCommand(On, attempt.Items), command,
        ];
    }

    // A batch is one transaction: what is shown was written down.
    async Task<(IReadOnlyList<IReadOnlyList<Bill>> Found, HashSet<Guid> Refused)> Run(
        NpgsqlBatchCommand[] commands, Attempt<AskedBills> attempt)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);

        await batch.PrepareIfAllowed();
        await using var rows = await batch.ExecuteReaderAsync();
        for (var before = commands.Length - 2; before > 0; before--)
            await rows.NextResultAsync();

        var found = await Read(rows, attempt.Items.Count);

        // Past the last result: only at the batch's end is it known whether it was committed.
        var refused = new HashSet<Guid>();
        while (await rows.NextResultAsync())
        {
            while (await rows.ReadAsync())
                refused.Add(rows.GetGuid(0));
        }

        return (found, refused);
    }

    static async Task<IReadOnlyList<IReadOnlyList<Bill>>> Read(NpgsqlDataReader rows, int count)
    {
        var found = new List<Bill>[count];
        while (await rows.ReadAsync())
            (found[rows.GetInt32(0)] ??= []).Add(BillRow.Read(rows, first: 1));

        return [.. found.Select(one => (IReadOnlyList<Bill>)(one ?? []))];
    }

    static NpgsqlBatchCommand OnCommand(string text, IReadOnlyList<AskedBills> asked) =>
        OnCommand(text, [.. asked.Select(one => (one.Inquiry.VaNumber, one.Inquiry.AskedAt))]);

    static NpgsqlBatchCommand OnCommand(string text, IReadOnlyList<(VaNumber VaNumber, DateTimeOffset Now)> accounts)
    {
        var command = new NpgsqlBatchCommand(text);
        var places = Enumerable.Range(0, accounts.Count).ToArray();
        command.Parameters.AddArray(NpgsqlDbType.Integer, places, place => place);
        command.Parameters.AddArray(NpgsqlDbType.Text, accounts, one => one.VaNumber.Value);
        command.Parameters.AddArray(NpgsqlDbType.TimestampTz, accounts, one => one.Now.UtcDateTime);
        return command;
    }

    static NpgsqlBatchCommand NoteCommand(string text, IReadOnlyList<AskedBills> asked)
    {
        var command = new NpgsqlBatchCommand(text);
        var input = command.Parameters;
        input.AddArray(NpgsqlDbType.Date, asked, one => BusinessDay.Of(one.Inquiry.AskedAt));
        input.AddArray(NpgsqlDbType.TimestampTz, asked, one => one.Inquiry.AskedAt.UtcDateTime);
        input.AddArray(NpgsqlDbType.Text, asked, one => one.Inquiry.Channel.Value);
        input.AddArray(NpgsqlDbType.Text, asked, one => one.Inquiry.VaNumber.Value);
        input.AddArray(NpgsqlDbType.Text, asked, one => one.Inquiry.RefId.Value);
        input.AddArray(NpgsqlDbType.Text, asked, one => one.Inquiry.TerminalId);
        input.AddArray(NpgsqlDbType.TimestampTz, asked, one => one.Inquiry.TransactionAt.UtcDateTime);
        return command;
    }

    static string ReadOn(string more) => Sql.Read("Bills/on.sql")
        .Replace("%columns%", BillRow.Columns, StringComparison.Ordinal)
        .Replace("%more%", more, StringComparison.Ordinal);
}

/// <summary>An inquiry on its way.</summary>
/// <param name="Id">What its key of the day is to hold, at each try; nothing where it has none.</param>
readonly record struct AskedBills(BillInquiry Inquiry, Guid Id)
{
    /// <summary>The days that it leaves something on.</summary>
    public IEnumerable<DateOnly> Days => Inquiry.Keys is { } keys
        ? [BusinessDay.Of(Inquiry.AskedAt), keys.Day]
        : [BusinessDay.Of(Inquiry.AskedAt)];
}
