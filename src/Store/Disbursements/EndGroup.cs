using Npgsql;
using NpgsqlTypes;
using Periksa.Disbursements;
using Periksa.Store.Groups;

namespace Periksa.Store.Disbursements;

/// <summary>How a disbursement ended, and who is told.</summary>
readonly record struct Ending(Disbursement Ended, string Reason, Callback? Callback);

/// <summary>Ends disbursements in groups.</summary>
/// <remarks>Done twice it does nothing twice: what has ended cannot end again.</remarks>
sealed class EndGroup(NpgsqlDataSource database)
{
    static readonly string Hold = Sql.Read("Disbursements/end-lock.sql");
    static readonly string Lock = Sql.Read("Disbursements/lock.sql");
    static readonly string Write = Sql.Read("Disbursements/end.sql");

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
        for (var left = Enumerable.Range(0, endings.Count).ToArray(); left.Length > 0;)
        {
            var turn = left.DistinctBy(IdOf).ToArray();
            over.UnionWith(await End(connection, endings, [.. turn.Select(i => endings[i])]));
            foreach (var i in turn)
                have[i] = over.Contains(IdOf(i));

            left = [.. left.Except(turn).Where(i => !over.Contains(IdOf(i)))];
        }

        await transaction.CommitAsync();
        return have;

        Guid IdOf(int i) => endings[i].Ended.Id.Value;
    }

    /// <param name="all">Whose rows are held, so that a second turn need lock nothing more.</param>
    static async Task<HashSet<Guid>> End(NpgsqlConnection connection, IReadOnlyList<Ending> all, Ending[] turn)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(HoldCommand(all));
        batch.BatchCommands.Add(LockCommand(GivenBack(all)));
        batch.BatchCommands.Add(EndCommand(turn, GivenBack(turn)));
        await batch.PrepareIfAllowed();

        var ended = new HashSet<Guid>();
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        await rows.NextResultAsync();
        while (await rows.ReadAsync())
            ended.Add(rows.GetGuid(0));

        return ended;
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
        input.AddArray(NpgsqlDbType.Text, endings, one => one.Callback?.Credential);
        input.AddArray(NpgsqlDbType.Bytea, endings, one => one.Callback?.Body.ToArray());
        input.Add(new() { Value = Debits.RefundCause });

        var postings = givenBack.SelectMany(PostingsOf).ToArray();
        input.AddArray(NpgsqlDbType.Uuid, postings, one => one.Id);
        input.AddArray(NpgsqlDbType.Text, postings, one => one.Posting.Account.Owner);
        input.AddArray(NpgsqlDbType.Text, postings, one => one.Posting.Account.Purpose);
        input.AddArray(NpgsqlDbType.Bigint, postings, one => -one.Posting.Amount.Minor);
        return command;
    }

    // The debit's, the other way round.
    static IEnumerable<(Guid Id, Posting Posting)> PostingsOf(Ending ending) =>
        from posting in Debits.Postings(ending.Ended)
        select (ending.Ended.Id.Value, posting);

    static string Possible(DisbursementStatus status) =>
        string.Join(',', Course.From(status).Select(Statuses.Write));
}
