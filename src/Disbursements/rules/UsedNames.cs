namespace Periksa.Disbursements;

/// <summary>The names that transfers have used up: a reference for good, a key for its day.</summary>
/// <remarks>A reference is its account's. Where the caller promises keys it is its partner's, too: whoever asks for
/// such a transfer names no account.</remarks>
public sealed class UsedNames
{
    readonly HashSet<(PayingAccountId Account, Reference Reference)> _ofAccounts = [];
    readonly HashSet<(PartnerId Partner, Reference Reference)> _ofPartners = [];
    readonly Dictionary<(string Caller, DateOnly Day, string Key), DisbursementId> _keys = [];

    /// <summary>The references of a transfer that was debited.</summary>
    public void Add(Disbursement debited)
    {
        _ofAccounts.Add((debited.Account, debited.Reference));
        if (debited.Keys is not null)
            _ofPartners.Add((debited.Partner, debited.Reference));
    }

    /// <summary>A reference that a partner has used, whichever account paid.</summary>
    public void Add(PartnerId partner, Reference reference) => _ofPartners.Add((partner, reference));

    /// <summary>The key of a day.</summary>
    /// <param name="holder">Whoever has used it up, against whom it is not held.</param>
    public void Add(OnceKeys keys, DisbursementId holder) => _keys[(keys.Caller, keys.Day, keys.DayKey)] = holder;

    public bool HasReferenceOf(Disbursement wanted) =>
        _ofAccounts.Contains((wanted.Account, wanted.Reference))
        || (wanted.Keys is not null && _ofPartners.Contains((wanted.Partner, wanted.Reference)));

    public bool HasKeyOf(Disbursement wanted) =>
        wanted.Keys is { } keys
        && _keys.TryGetValue((keys.Caller, keys.Day, keys.DayKey), out var holder)
        && holder != wanted.Id;

    /// <summary>Uses up what a decision does: whoever was sent away for haste comes again with the same.</summary>
    internal void Note(Disbursement wanted, DebitVerdict verdict)
    {
        if (verdict.UsesUpKey() && wanted.Keys is { } keys)
            Add(keys, wanted.Id);

        if (verdict is DebitVerdict.Debited)
            Add(wanted);
    }
}
