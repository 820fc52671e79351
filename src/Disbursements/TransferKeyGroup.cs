using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres.Groups;

namespace Periksa.Disbursements;

/// <summary>The keys of a group of transfer requests and what their partners have sent before, read behind the
/// accounts' locks; a group in which nobody has keys asks the database nothing.</summary>
/// <remarks>Keys are not locked. Whoever takes one meanwhile, or the reference from another account, is met by the
/// table's own key when the group is written; then all is read anew.</remarks>
sealed class TransferKeyGroup(IEnumerable<Disbursement> wanted)
{
    // The limit keeps a plan from reading all of a table that has grown.
    const string Sent = """
        select w.partner, w.reference
        from unnest($1::text[], $2::text[]) as w (partner, reference)
        cross join lateral (
            select from disbursements
            where partner = w.partner and reference = w.reference and key is not null
            limit 1) d
        """;

    const string Use = """
        insert into day_keys (day, caller, key, inquiry)
        select day, caller, key, id
        from unnest($1::date[], $2::text[], $3::text[], $4::uuid[]) as t (day, caller, key, id)
        order by day, caller, key
        """;

    readonly Disbursement[] _wanted = [.. wanted.Where(one => one.Keys is not null)];

    // Those that hold their key since a try whose word was lost.
    readonly HashSet<DisbursementId> _holding = [];

    /// <summary>True if somebody was there before.</summary>
    public bool MetSomebody { get; private set; }

    IGrouping<DateOnly, Disbursement>[] Days => [.. _wanted.GroupBy(one => one.Keys!.Day)];

    /// <summary>Asks at the end of a batch that has locked the accounts.</summary>
    public void Add(NpgsqlBatch batch)
    {
        if (_wanted.Length == 0)
            return;

        var sent = new NpgsqlBatchCommand(Sent);
        sent.Parameters.AddArray(NpgsqlDbType.Text, _wanted, one => one.Partner.Value);
        sent.Parameters.AddArray(NpgsqlDbType.Text, _wanted, one => one.Reference.Value);
        batch.BatchCommands.Add(sent);
        foreach (var day in Days)
            batch.BatchCommands.Add(KeysCommand(day.Key, [.. day]));
    }

    /// <summary>Reads what that found, from the last result before it.</summary>
    public async Task Read(NpgsqlDataReader rows, UsedNames used)
    {
        if (_wanted.Length == 0)
            return;

        await rows.NextResultAsync();
        while (await rows.ReadAsync())
        {
            used.Add(new PartnerId(rows.GetString(0)), new(rows.GetString(1)));
            MetSomebody = true;
        }

        foreach (var day in Days)
        {
            await rows.NextResultAsync();
            while (await rows.ReadAsync())
                Read(new(rows.GetString(0), day.Key, rows.GetString(1), null), new(rows.GetGuid(2)), used);
        }
    }

    /// <summary>Has the keys used up of those who are decided on so, as a part of a batch.</summary>
    public void Write(NpgsqlBatch batch, IEnumerable<(Disbursement Wanted, DebitVerdict Verdict)> all)
    {
        Disbursement[] taking =
        [
            .. from one in all
               where one.Wanted.Keys is not null && one.Verdict.UsesUpKey() && _holding.Add(one.Wanted.Id)
               select one.Wanted,
        ];
        if (taking.Length == 0)
            return;

        var command = new NpgsqlBatchCommand(Use);
        command.Parameters.AddArray(NpgsqlDbType.Date, taking, one => one.Keys!.Day);
        command.Parameters.AddArray(NpgsqlDbType.Text, taking, one => one.Keys!.Caller);
        command.Parameters.AddArray(NpgsqlDbType.Text, taking, one => one.Keys!.DayKey);
        command.Parameters.AddArray(NpgsqlDbType.Uuid, taking, one => one.Id.Value);
        batch.BatchCommands.Add(command);
    }

    void Read(OnceKeys keys, DisbursementId holder, UsedNames used)
    {
        used.Add(keys, holder);
        if (_wanted.Any(one => one.Id == holder))
            _holding.Add(holder);
        else
            MetSomebody = true;
    }

    // The day is in the text: what is planned for any day locks the tables of all.
    static NpgsqlBatchCommand KeysCommand(DateOnly day, Disbursement[] wanted)
    {
        var command = new NpgsqlBatchCommand(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            select caller, key, inquiry from day_keys
            where day = '{day:yyyy-MM-dd}' and caller = any ($1) and key = any ($2)
            """));
        command.Parameters.AddArray(NpgsqlDbType.Text, wanted, one => one.Keys!.Caller);
        command.Parameters.AddArray(NpgsqlDbType.Text, wanted, one => one.Keys!.DayKey);
        return command;
    }
}
