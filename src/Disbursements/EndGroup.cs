using Npgsql;
using NpgsqlTypes;
using Periksa.Inquiries.Remembering;
using Periksa.Ledger;
using Periksa.Partners.Misses;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Disbursements;

/// <summary>The end of a disbursement, the reason for it, and the callback that reports it.</summary>
/// <param name="Claim">The turn whose word it is, where it counts in that turn alone.</param>
readonly record struct Ending(Disbursement Ended, string Reason, Callback? Callback, int? Claim);

/// <summary>Ends disbursements in groups, has misses paid for, and forgets whose accounts they were that there are
/// none of.</summary>
/// <remarks>Done twice it does nothing twice: what has ended cannot end again.</remarks>
sealed class EndGroup(NpgsqlDataSource database, MissBudgets? budgets)
{
    static readonly string Hold = Sql.Read("Disbursements/end-lock.sql");
    static readonly string Lock = Sql.Read("Disbursements/lock.sql");
    static readonly string Write = Sql.Read("Disbursements/end.sql");

    const string Accounts = "select id, miss_budget from partners where id = any ($1) and miss_budget is not null";

    /// <returns>Whether each has ended now. One that had ended before has not, also where it was by a try whose
    /// word was lost.</returns>
    public async Task<IReadOnlyList<bool>> Do(Attempt<Ending> attempt)
    {
        var endings = attempt.Items;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        await Locks.LimitIn(connection, attempt.LockPatience);

        // Of two words about one disbursement the second is heard as well: the first may be one that cannot be true.
        var have = new bool[endings.Count];
        var over = new HashSet<Guid>();
        var misses = new List<string>();
        var absent = new HashSet<BankAccount>();
        for (var left = Enumerable.Range(0, endings.Count).ToArray(); left.Length > 0;)
        {
            var turn = left.DistinctBy(IdOf).ToArray();
            var ended = await End(connection, endings, [.. turn.Select(i => endings[i])]);
            over.UnionWith(ended.Keys);
            foreach (var i in turn)
            {
                have[i] = over.Contains(IdOf(i));
                if (!ended.TryGetValue(IdOf(i), out var paid) || endings[i].Ended.Failure is not { IsMiss: true })
                    continue;

                absent.Add(endings[i].Ended.Beneficiary);
                if (!paid)
                    misses.Add(endings[i].Ended.Partner);
            }

            left = [.. left.Except(turn).Where(i => !over.Contains(IdOf(i)))];
        }

        var missesLeft = await Pay(connection, misses);
        if (absent.Count > 0)
            await Forgetting.Forget(connection, [.. absent]);

        await transaction.CommitAsync();
        foreach (var (owner, some) in missesLeft)
            budgets?.Learn(owner, some);

        return have;

        Guid IdOf(int i) => endings[i].Ended.Id.Value;
    }

    /// <summary>Ends one in somebody else's transaction. No miss is paid for: it is no bank's word.</summary>
    internal static async Task<bool> EndOne(NpgsqlConnection connection, Ending ending) =>
        (await End(connection, [ending], [ending])).Count > 0;

    /// <param name="all">Whose rows are held, so that a second turn need lock nothing more.</param>
    /// <returns>Those that have ended now, and whether the miss was paid for before.</returns>
    static async Task<Dictionary<Guid, bool>> End(NpgsqlConnection connection, IReadOnlyList<Ending> all, Ending[] turn)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(HoldCommand(all));
        batch.BatchCommands.Add(LockCommand(GivenBack(all)));
        batch.BatchCommands.Add(EndCommand(turn, GivenBack(turn)));
        await batch.PrepareIfAllowed();

        var ended = new Dictionary<Guid, bool>();
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        await rows.NextResultAsync();
        while (await rows.ReadAsync())
            ended[rows.GetGuid(0)] = !rows.IsDBNull(1) && rows.GetBoolean(1);

        return ended;
    }

    // Once for all turns: the budgets are locked in one order, after everything else.
    static async Task<Dictionary<string, double>> Pay(NpgsqlConnection connection, List<string> partners)
    {
        if (partners.Count == 0)
            return [];

        var misses = partners.CountBy(partner => partner).ToDictionary();
        var accounts = new List<MissAccount>();
        await using (var command = new NpgsqlCommand(Accounts, connection))
        {
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. misses.Keys] });
            await using var known = await command.ExecuteReaderAsync();
            while (await known.ReadAsync())
                accounts.Add(new(known.GetString(0), known.GetInt32(1)));
        }

        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(MissStatements.PayCommand(accounts, account => misses[account.Owner]));
        await batch.PrepareIfAllowed();
        await using var rows = await batch.ExecuteReaderAsync();
        return await MissStatements.Read(rows);
    }

    static Ending[] GivenBack(IReadOnlyList<Ending> endings) =>
        [.. endings.Where(ending => ending.Ended.Status.IsGivenBack())];

    static NpgsqlBatchCommand HoldCommand(IReadOnlyList<Ending> endings)
    {
        var command = new NpgsqlBatchCommand(Hold);
        command.Parameters.AddArray(NpgsqlDbType.Uuid, endings, one => one.Ended.Id.Value);
        return command;
    }

    static NpgsqlBatchCommand LockCommand(Ending[] givenBack)
    {
        var names = givenBack
            .Select(one => AccountName.Disbursing(one.Ended.Partner, one.Ended.Account)).Distinct().ToArray();

        var command = new NpgsqlBatchCommand(Lock);
        command.Parameters.AddArray(NpgsqlDbType.Text, names, name => name.Owner);
        command.Parameters.AddArray(NpgsqlDbType.Text, names, name => name.Purpose);
        return command;
    }

    static NpgsqlBatchCommand EndCommand(Ending[] endings, Ending[] givenBack)
    {
        var command = new NpgsqlBatchCommand(Write);
        var input = command.Parameters;
        input.AddArray(NpgsqlDbType.Uuid, endings, one => one.Ended.Id.Value);
        input.AddArray(NpgsqlDbType.Text, endings, one => Statuses.Write(one.Ended.Status));
        input.AddArray(NpgsqlDbType.Text, endings, one => Possible(one.Ended.Status));
        input.AddArray(NpgsqlDbType.TimestampTz, endings, one => one.Ended.ProcessedAt!.Value.UtcDateTime);
        input.AddArray(NpgsqlDbType.Text, endings, one => one.Reason);
        input.AddArray(NpgsqlDbType.Text, endings, one => one.Ended.HolderName);
        input.AddArray(NpgsqlDbType.Text, endings, one => one.Ended.Failure?.Code);
        input.AddArray(NpgsqlDbType.Text, endings, one => one.Ended.Failure?.Reason);
        input.AddArray(NpgsqlDbType.Text, endings, one => one.Callback?.Credential.Value);
        input.AddArray(NpgsqlDbType.Bytea, endings, one => one.Callback?.Body.ToArray());
        input.Add(new() { Value = Debits.RefundCause });

        var postings = givenBack.SelectMany(PostingsOf).ToArray();
        input.AddArray(NpgsqlDbType.Uuid, postings, one => one.Id);
        input.AddArray(NpgsqlDbType.Text, postings, one => one.Posting.Account.Owner);
        input.AddArray(NpgsqlDbType.Text, postings, one => one.Posting.Account.Purpose);
        input.AddArray(NpgsqlDbType.Bigint, postings, one => -one.Posting.Amount.Minor);
        input.AddArray(NpgsqlDbType.Integer, endings, one => one.Claim);
        return command;
    }

    // The debit's, the other way round.
    static IEnumerable<(Guid Id, Posting Posting)> PostingsOf(Ending ending) =>
        from posting in Debits.Postings(ending.Ended)
        select (ending.Ended.Id.Value, posting);

    static string Possible(DisbursementStatus status) =>
        string.Join(',', Course.From(status).Select(Statuses.Write));
}
