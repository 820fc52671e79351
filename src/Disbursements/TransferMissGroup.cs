using Npgsql;
using Periksa.Partners.Misses;

namespace Periksa.Disbursements;

/// <summary>The miss budgets of a group of transfer requests, checked and charged in the group's transaction; a group
/// in which nobody has a budget asks the database nothing.</summary>
sealed class TransferMissGroup
{
    const string MarkPaid = "update open_payouts set miss_paid = true where id = any ($1)";

    readonly Dictionary<DisbursementId, TransferMisses> _terms = [];
    readonly Dictionary<string, double> _known = new(StringComparer.Ordinal);
    readonly MissesLeft _left;
    readonly List<Guid> _paid = [];

    public TransferMissGroup(IEnumerable<Wish> wishes)
    {
        _left = new(_known);
        foreach (var (wanted, terms, _) in wishes)
        {
            if (terms is { } misses)
                _terms[wanted.Id] = misses;
        }
    }

    /// <summary>Has the budgets locked that may have to pay, and the others read, at the end of a batch that has locked
    /// the accounts.</summary>
    public void Add(NpgsqlBatch batch)
    {
        var paying = Owners(_terms.Values.Where(one => one.IsKnownMiss));
        var others = Owners(_terms.Values).ExceptBy(paying.Select(one => one.Owner), one => one.Owner).ToArray();
        if (paying.Length > 0)
            batch.BatchCommands.Add(MissStatements.LockCommand(paying));

        if (others.Length > 0)
            batch.BatchCommands.Add(MissStatements.LeftCommand(others));
    }

    /// <summary>Reads what that found.</summary>
    public async Task Read(NpgsqlDataReader rows)
    {
        while (await rows.NextResultAsync())
        {
            foreach (var (owner, left) in await MissStatements.Read(rows))
                _known[owner] = left;
        }
    }

    /// <summary>True if the partner's miss budget lets the transfer be debited; a known miss is taken from
    /// it.</summary>
    public bool Admits(Disbursement wanted)
    {
        if (!_terms.TryGetValue(wanted.Id, out var misses))
            return true;

        if (!misses.IsKnownMiss)
            return _left.Has(misses.Account);

        if (!_left.TryTake(misses.Account))
            return false;

        _paid.Add(wanted.Id.Value);
        return true;
    }

    /// <summary>Pays for what was taken, and notes it with the payouts, which are written by then: their end pays no
    /// more.</summary>
    public async Task Pay(NpgsqlConnection connection)
    {
        if (_paid.Count == 0)
            return;

        await _left.Pay(connection);
        await using var mark = new NpgsqlCommand(MarkPaid, connection)
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. _paid] } },
        };
        await mark.ExecuteNonQueryAsync();
    }

    /// <summary>Has the host remember what is left, once that is committed.</summary>
    public void Tell(MissBudgets? budgets)
    {
        foreach (var (owner, left) in _left.Rest)
            budgets?.Learn(owner, left);
    }

    static MissAccount[] Owners(IEnumerable<TransferMisses> all) =>
        [.. all.Select(one => one.Account).DistinctBy(one => one.Owner)];
}
