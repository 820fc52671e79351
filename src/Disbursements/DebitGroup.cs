using Npgsql;
using NpgsqlTypes;
using Periksa.Ledger;
using Periksa.Partners.Misses;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Disbursements;

/// <summary>The wish to send money.</summary>
/// <param name="Misses">Where its partner's misses are counted; <c>null</c> for nowhere.</param>
readonly record struct Wish(Disbursement Wanted, TransferMisses? Misses);

/// <summary>Debits accounts in groups.</summary>
/// <remarks>
/// The accounts' rows are locked first, then the miss budgets that may have to pay; what stands on them and which
/// references they have used is then read, decided on in the order the wishes came, and written. Done twice it does
/// nothing twice: a reference that is held by the wish's own id was won by an earlier try, whose word was lost.
/// </remarks>
sealed class DebitGroup(NpgsqlDataSource database, MissBudgets? budgets)
{
    const int TriesMaximum = 8;

    static readonly string Lock = Sql.Read("Disbursements/lock.sql");
    static readonly string Find = Sql.Read("Disbursements/find.sql")
        .Replace("%columns%", DisbursementRow.Columns, StringComparison.Ordinal);
    static readonly string Write = Sql.Read("Disbursements/debit.sql");

    public async Task<IReadOnlyList<DebitEntry>> Do(Attempt<Wish> attempt)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await DoOnce(attempt.Items, attempt.LockPatience);
            }
            catch (PostgresException e) when (e.ConstraintName is "transaction_id_once" && tries < TriesMaximum)
            {
                // Chance has made one of this second's ids twice; the next will be another.
            }
        }
    }

    async Task<IReadOnlyList<DebitEntry>> DoOnce(IReadOnlyList<Wish> wishes, TimeSpan lockPatience)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        var wanted = wishes.Select(wish => wish.Wanted).ToArray();
        var misses = new TransferMissGroup(wishes);
        var (balances, held) = await Read(connection, wanted, misses, lockPatience);
        var entries = Decide(wanted, balances, held, misses);
        var fresh = entries.Where(entry => entry.Verdict is DebitVerdict.Debited && !IsHeld(entry, held)).ToArray();
        if (fresh.Length > 0)
            await WriteDown(connection, fresh);

        await misses.Pay(connection);

        // What an earlier try has debited, or another's reference, is told only when it is as durable as a debit.
        if (fresh.Length == 0 && held.Count > 0)
            await Replication.CommitSeen(transaction);
        else
            await transaction.CommitAsync();

        misses.Tell(budgets);
        return entries;
    }

    static bool IsHeld(DebitEntry entry, Dictionary<(string, string), Disbursement> held) =>
        held.ContainsKey((entry.Disbursement!.Account, entry.Disbursement.Reference));

    // All in one round trip. The second statement's snapshot is taken after the locks were had, so it sees
    // whatever the last holder wrote.
    static async Task<(Dictionary<string, Money>, Dictionary<(string, string), Disbursement>)> Read(
        NpgsqlConnection connection,
        Disbursement[] wishes,
        TransferMissGroup misses,
        TimeSpan lockPatience)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Locks.Limited(lockPatience));
        var names = wishes.Select(NameOf).Distinct().ToArray();
        var hold = new NpgsqlBatchCommand(Lock);
        hold.Parameters.AddArray(NpgsqlDbType.Text, names, name => name.Owner);
        hold.Parameters.AddArray(NpgsqlDbType.Text, names, name => name.Purpose);
        batch.BatchCommands.Add(hold);
        batch.BatchCommands.Add(FindCommand([.. wishes.Select(KeyOf)]));
        misses.Add(batch);
        await batch.PrepareIfAllowed();

        var balances = new Dictionary<string, Money>(StringComparer.Ordinal);
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        while (await rows.ReadAsync())
            balances[rows.GetString(0)] = new(rows.GetInt64(1), Currency.Idr);

        await rows.NextResultAsync();
        var held = new Dictionary<(string, string), Disbursement>();
        while (await rows.ReadAsync())
        {
            var found = DisbursementRow.Read(rows, first: 1);
            held[(found.Account, found.Reference)] = found;
        }

        await misses.Read(rows);
        return (balances, held);
    }

    /// <summary>The question for several disbursements at once; a row begins with its place in the list.</summary>
    public static NpgsqlBatchCommand FindCommand(IReadOnlyList<(PayingAccountId Account, Reference Reference)> wanted)
    {
        var command = new NpgsqlBatchCommand(Find);
        var places = Enumerable.Range(0, wanted.Count).ToArray();
        command.Parameters.AddArray(NpgsqlDbType.Integer, places, place => place);
        command.Parameters.AddArray(NpgsqlDbType.Text, wanted, one => one.Account.Value);
        command.Parameters.AddArray(NpgsqlDbType.Text, wanted, one => one.Reference.Value);
        return command;
    }

    static DebitEntry[] Decide(
        Disbursement[] wishes,
        Dictionary<string, Money> balances,
        Dictionary<(string, string), Disbursement> held,
        TransferMissGroup misses)
    {
        var entries = new DebitEntry[wishes.Length];
        foreach (var account in wishes.Index().GroupBy(wish => wish.Item.Account))
        {
            var balance = balances.GetValueOrDefault(NameOf(account.First().Item).Purpose, Money.Zero);

            // Those that an earlier try has debited are not decided on again.
            var open = account.Where(wish => !HasWon(wish.Item, held)).ToArray();
            var verdicts = Debits.Decide(
                open.Select(wish => wish.Item),
                balance,
                reference => held.ContainsKey((account.Key, reference)),
                misses.Admits);

            foreach (var (wish, (verdict, after)) in open.Zip(verdicts))
            {
                entries[wish.Index] = verdict is DebitVerdict.Debited
                    ? new(verdict, wish.Item with
                    {
                        TransactionId = TransactionIds.New(wish.Item.PostedAt), BalanceAfter = after,
                    })
                    : new(verdict);
            }

            foreach (var won in account.Where(wish => HasWon(wish.Item, held)))
                entries[won.Index] = new(DebitVerdict.Debited, held[KeyOf(won.Item)]);
        }

        return entries;
    }

    static async Task WriteDown(NpgsqlConnection connection, IEnumerable<DebitEntry> fresh)
    {
        await using var command = new NpgsqlCommand(Write, connection);
        DebitColumns.Add(command.Parameters, [.. fresh.Select(entry => entry.Disbursement!)]);
        await command.PrepareIfAllowed();
        await command.ExecuteNonQueryAsync();
    }

    static bool HasWon(Disbursement wish, Dictionary<(string, string), Disbursement> held) =>
        held.TryGetValue(KeyOf(wish), out var holder) && holder.Id == wish.Id;

    static AccountName NameOf(Disbursement wish) => AccountName.Disbursing(wish.Partner, wish.Account);

    static (PayingAccountId Account, Reference Reference) KeyOf(Disbursement wish) => (wish.Account, wish.Reference);
}
