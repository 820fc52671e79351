using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Recording;

/// <summary>The entries that earlier attempts of a group have written without anybody receiving an
/// acknowledgement.</summary>
/// <remarks>
/// The group's lock is taken first, which waits for whatever the server is still doing for it. Each question is a
/// statement of its own with the day as a constant, so that it touches that day's partition alone. What is found
/// counts only once a commit of this look has waited for the synchronous standby: after a restart the server shows
/// what it never replicated.
/// </remarks>
sealed class RecordedBefore
{
    // Closed by somebody else with another outcome, an inquiry was not closed by this group.
    const string Recorded = """
        select i.id, v.id, coalesce(a.balance, 0)
        from unnest($2::uuid[], $3::text[]) as g (id, outcome)
        join inquiries i on i.day = $1 and i.id = g.id and i.outcome = coalesce(g.outcome, i.outcome)
        left join invoices v on i.price is not null and v.partner = i.partner and v.day = i.day
        left join ledger_accounts a on a.owner = i.partner and a.purpose = 'deposit'
        """;

    const string Opened = "select id from open_inquiries where id = any ($1)";

    const string Keys = """
        select inquiry from day_keys
        where day = $1 and caller = any ($2) and key = any ($3) and inquiry = any ($4)
        """;

    readonly Dictionary<InquiryId, InquiryEntry> _entries = [];
    readonly HashSet<Guid> _ownKeys = [];

    public IReadOnlyDictionary<InquiryId, InquiryEntry> Entries => _entries;

    /// <summary>Those who hold their day key, recorded or not.</summary>
    public IReadOnlyCollection<Guid> OwnKeys => _ownKeys;

    public static async Task<RecordedBefore> Find(NpgsqlDataSource database, WrittenGroup group)
    {
        var found = new RecordedBefore();
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Locks.Take(connection, group.Key, group.LockPatience);

        foreach (var day in group.Left.GroupBy(item => item.Id.Day))
            await found.ReadRecorded(connection, day.Key, [.. day]);
        if (group.Left[0].Work is Work.Open)
            await found.ReadOpened(connection, group.Left);

        foreach (var day in group.Left.Where(item => item.Keys is not null).GroupBy(item => item.Keys!.Day))
            await found.ReadKeys(connection, day.Key, [.. day]);

        await Replication.CommitSeen(transaction);
        return found;
    }

    async Task ReadRecorded(NpgsqlConnection connection, DateOnly day, List<InquiryLogItem> items)
    {
        await using var command = new NpgsqlCommand(Recorded, connection);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = day });
        command.Parameters.AddArray(NpgsqlDbType.Uuid, items, item => item.Id.Value);
        command.Parameters.AddArray(
            NpgsqlDbType.Text, items, item => item.Work is Work.Open ? null : InquiryColumns.Word(item.Record.Outcome));

        var keyed = items.Where(one => one.Keys is not null && one.Work is not Work.Open).Select(one => one.Id)
            .ToHashSet();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            var id = new InquiryId(rows.GetGuid(0));
            _entries[id] = new(
                InquiryVerdict.Recorded,
                GroupStatement.InvoiceIn(rows, 1),
                keyed.Contains(id) ? GroupStatement.MoneyIn(rows, 2) : null);
        }
    }

    async Task ReadOpened(NpgsqlConnection connection, List<InquiryLogItem> items)
    {
        await using var command = new NpgsqlCommand(Opened, connection);
        command.Parameters.AddArray(NpgsqlDbType.Uuid, items, item => item.Id.Value);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            _entries[new(rows.GetGuid(0))] = new(InquiryVerdict.Recorded, Invoice: null);
    }

    async Task ReadKeys(NpgsqlConnection connection, DateOnly day, List<InquiryLogItem> items)
    {
        await using var command = new NpgsqlCommand(Keys, connection);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = day });
        command.Parameters.AddArray(NpgsqlDbType.Text, items, item => item.Keys!.Caller);
        command.Parameters.AddArray(NpgsqlDbType.Text, items, item => item.Keys!.DayKey);
        command.Parameters.AddArray(NpgsqlDbType.Uuid, items, item => item.Id.Value);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            _ownKeys.Add(rows.GetGuid(0));
    }
}
