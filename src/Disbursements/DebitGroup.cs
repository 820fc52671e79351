using Npgsql;
using NpgsqlTypes;
using Periksa.Ledger;
using Periksa.Partners.Misses;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Disbursements;

/// <summary>The wish to send money.</summary>
/// <param name="Misses">Where its partner's misses are counted; <c>null</c> for nowhere.</param>
/// <param name="IsAwaited">Whether somebody waits for its end.</param>
readonly record struct Wish(Disbursement Wanted, TransferMisses? Misses, bool IsAwaited = false);

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
    static readonly string Write = Sql.Read("Disbursements/debit.sql");

    public async Task<IReadOnlyList<DebitEntry>> Do(Attempt<Wish> attempt)
    {
        var isDayMissing = false;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await DoOnce(attempt.Items, attempt.LockPatience);
            }
            catch (PostgresException e) when (IsRace(e) && tries < TriesMaximum)
            {
                // Chance has made one of this second's ids twice; or somebody has taken a key of the day meanwhile, or
                // the reference from another account, and is seen now.
            }
            catch (PostgresException e) when (e.SqlState is Days.MissingPartition && !isDayMissing)
            {
                isDayMissing = true;
                await Days.Make(database, attempt.Items.Select(wish => wish.Wanted.Keys?.Day).OfType<DateOnly>());
            }
        }
    }

    static bool IsRace(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected;

    async Task<IReadOnlyList<DebitEntry>> DoOnce(IReadOnlyList<Wish> wishes, TimeSpan lockPatience)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        var wanted = wishes.Select(wish => wish.Wanted).ToArray();
        var misses = new TransferMissGroup(wishes);
        var (keys, used) = (new TransferKeyGroup(wanted), new UsedNames());
        var (balances, held) = await Read(connection, wanted, keys, used, misses, lockPatience);
        var entries = Decide(wanted, balances, held, used, misses);
        var fresh = entries.Where(entry => entry.Verdict is DebitVerdict.Debited && !IsHeld(entry, held)).ToArray();
        await using (var batch = new NpgsqlBatch(connection))
        {
            keys.Write(batch, wanted.Zip(entries, static (one, entry) => (one, entry.Verdict)));
            if (fresh.Length > 0)
                batch.BatchCommands.Add(DebitCommand(fresh, wishes));

            await Do(batch);
        }

        await misses.Pay(connection);

        // What an earlier try has debited, or another's reference, is told only when it is as durable as a debit.
        if (fresh.Length == 0 && (held.Count > 0 || keys.MetSomebody))
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
        TransferKeyGroup keys,
        UsedNames used,
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
        batch.BatchCommands.Add(OfAccounts.Find([.. wishes.Select(KeyOf)]));
        keys.Add(batch);
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
            used.Add(found);
        }

        await keys.Read(rows, used);
        await misses.Read(rows);
        return (balances, held);
    }

    static DebitEntry[] Decide(
        Disbursement[] wishes,
        Dictionary<string, Money> balances,
        Dictionary<(string, string), Disbursement> held,
        UsedNames used,
        TransferMissGroup misses)
    {
        var entries = new DebitEntry[wishes.Length];
        foreach (var account in wishes.Index().GroupBy(wish => wish.Item.Account))
        {
            var balance = balances.GetValueOrDefault(NameOf(account.First().Item).Purpose, Money.Zero);

            // Those that an earlier try has debited are not decided on again.
            var open = account.Where(wish => !HasWon(wish.Item, held)).ToArray();
            var verdicts = Debits.Decide(open.Select(wish => wish.Item), balance, used, misses.Admits);

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

    static NpgsqlBatchCommand DebitCommand(IEnumerable<DebitEntry> fresh, IReadOnlyList<Wish> wishes)
    {
        var awaited = wishes.Where(wish => wish.IsAwaited).Select(wish => wish.Wanted.Id).ToHashSet();
        var command = new NpgsqlBatchCommand(Write);
        DebitColumns.Add(
            command.Parameters,
            [.. fresh.Select(entry => entry.Disbursement!)],
            one => awaited.Contains(one.Id));
        return command;
    }

    static async Task Do(NpgsqlBatch batch)
    {
        if (batch.BatchCommands.Count == 0)
            return;

        await batch.PrepareIfAllowed();
        await batch.ExecuteNonQueryAsync();
    }

    static bool HasWon(Disbursement wish, Dictionary<(string, string), Disbursement> held) =>
        held.TryGetValue(KeyOf(wish), out var holder) && holder.Id == wish.Id;

    static AccountName NameOf(Disbursement wish) => AccountName.Disbursing(wish.Partner, wish.Account);

    static (PayingAccountId Account, Reference Reference) KeyOf(Disbursement wish) => (wish.Account, wish.Reference);
}
