using Dapper;
using Npgsql;
using Periksa.Operators.Audit;
using Periksa.Partners.Sealing;
using Periksa.Postgres;

namespace Periksa.Operators.Resealing;

/// <summary>Seals anew with the current master key what lies under former ones, while hosts serve.</summary>
/// <remarks>
/// Each batch is a transaction with its entry in the audit trail, and replaces only what is still as it was read: what
/// is broken off is gone on with by the next run, and of a secret that was replaced meanwhile nothing is lost.
/// </remarks>
/// <param name="seals">Gives the master keys, or says why there are none.</param>
public sealed class SecretResealing(NpgsqlDataSource database, Func<MasterKeys> seals)
{
    /// <summary>The secrets of one transaction, whose rows others wait for.</summary>
    internal const int BatchLength = 500;

    // What others have sealed with a former key meanwhile is read again; while they go on, it is for another run.
    const int RoundsMaximum = 5;

    const string Quietly = "set local periksa.resealing = 'on'";

    /// <param name="tell">Told of each batch that is done.</param>
    /// <param name="cancel">Heeded between batches.</param>
    public async Task<Outcome<ResealedEntry>> Reseal(
        Actor actor, string? reason, Func<ResealedEntry, Task> tell, CancellationToken cancel)
    {
        if (Words.RefuseReason(reason) is { } nonsense)
            return nonsense;

        // A run that is repeated finds nothing left to do, which is all that a key could promise.
        actor = actor with { Once = null };
        var keys = seals();
        var done = new ResealedEntry { Key = keys.Current };
        for (var round = 1; ; round++)
        {
            var (former, seen) = await Look(keys, cancel);
            if (round == 1)
                done = done with { Before = seen.Before };

            if (former.Count == 0 || round > RoundsMaximum)
                return done with { Unopened = seen.Unopened, Others = seen.Others };

            // By column: in one statement all rows are locked before the change is counted, as everybody else does.
            foreach (var batch in former.GroupBy(one => one.Column).SelectMany(some => some.Chunk(BatchLength)))
            {
                cancel.ThrowIfCancellationRequested();
                var outcome = await Deadlock.Retried(() => Replace(actor, keys, batch, reason));
                if (outcome.Done is not { } more)
                    return Refuse(outcome.Refusal!, done);

                done = Add(done, more);
                await tell(more);
            }
        }
    }

    /// <summary>How many secrets lie under former master keys.</summary>
    public async Task<int> CountUnderFormer(CancellationToken cancel) => (await Look(seals(), cancel)).Former.Count;

    // What a former key opens is for us; what none does is told of, and so is what is done already.
    async Task<(IReadOnlyList<SealedSecret> Former, ResealedEntry Seen)> Look(
        MasterKeys keys, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var secrets = await SealedColumn.ReadAll(connection, cancel);
        var opened = secrets.ToLookup(secret => keys.Open(secret.Whole, secret.Place) is not null);
        var byKey = opened[true].ToLookup(secret => keys.IsUnderCurrent(secret.Whole));
        return ([.. byKey[false]], new()
        {
            Key = keys.Current,
            Before = byKey[true].Count(),
            Unopened = [.. opened[false].Select(secret => secret.Place)],
            Others = await KeyHolders.ListOthers(connection, keys),
        });
    }

    Task<Outcome<ResealedEntry>> Replace(Actor actor, MasterKeys keys, SealedSecret[] batch, string? reason) =>
        AuditedChange.Make<ResealedEntry>(database, actor, async change =>
        {
            // Before each batch: hosts come and go.
            if (await KeyHolders.FindWithout(change.Connection, keys) is { } host)
                return Refusal.Conflict($"Host {host} {KeyHolders.Remedy(keys)}");

            await change.Connection.ExecuteAsync(Quietly);
            var column = batch[0].Column;
            var replaced = await column.Replace(
                change.Connection, batch, [.. batch.Select(one => keys.Seal(Open(keys, one), one.Place))]);
            var from = replaced.CountBy(whole => MasterKeys.SealedWith(whole)!).ToDictionary();
            var count = from.Values.Sum();
            var done = new ResealedEntry
            {
                Key = keys.Current,
                Count = count,
                From = from,
                Columns = new Dictionary<string, int> { [column.Name] = count },
            };
            if (done.Count > 0)
            {
                await change.Note(
                    "secrets.reseal", $"masterkey:{keys.Current}", null, done, OperatorsJson.Default.ResealedEntry,
                    reason);
            }

            return done;
        });

    static byte[] Open(MasterKeys keys, SealedSecret secret) => keys.Open(secret.Whole, secret.Place)!;

    // Whoever reads that nothing was done would not know of the batches before.
    static Refusal Refuse(Refusal refusal, ResealedEntry done) => done.Count == 0
        ? refusal
        : refusal with
        {
            Message = $"{refusal.Message} {done.Count} secrets are sealed anew already; another run goes on with the "
                + "others.",
        };

    static ResealedEntry Add(ResealedEntry so, ResealedEntry more) => so with
    {
        Count = so.Count + more.Count,
        From = Sum(so.From, more.From),
        Columns = Sum(so.Columns, more.Columns),
    };

    static Dictionary<string, int> Sum(
        IReadOnlyDictionary<string, int> one, IReadOnlyDictionary<string, int> other) =>
        one.Concat(other).GroupBy(pair => pair.Key, pair => pair.Value)
            .ToDictionary(pair => pair.Key, pair => pair.Sum());
}
