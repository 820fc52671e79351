using System.Collections.Frozen;

namespace Periksa.Partners;

/// <summary>Everything a host remembers of partners. Only what they owe changes without it being read anew.</summary>
sealed class Directory
{
    readonly FrozenDictionary<(DialectName Dialect, CredentialName Name), Entry> _credentials;
    readonly ILookup<PartnerId, Entry> _byPartner;
    readonly ILookup<DialectName, Entry> _byDialect;
    readonly FrozenDictionary<(DialectName Dialect, string Digest), Entry> _byKey;

    readonly FrozenSet<(DialectName Dialect, CredentialName Name)> _calledBack;
    readonly FrozenDictionary<(DialectName Dialect, PartnerId Partner), CredentialName> _firstCalledBack;

    /// <param name="calledBack">The credentials with a URL, and whose they are; also those that are
    /// unreadable.</param>
    public Directory(
        IReadOnlyCollection<Credential> credentials,
        IReadOnlyList<UnreadableCredential> unreadable,
        IReadOnlyCollection<(DialectName Dialect, CredentialName Name, PartnerId Partner)> calledBack)
    {
        var entries = credentials.Select(credential => new Entry(credential)).ToList();
        _credentials = entries.ToFrozenDictionary(entry => (entry.Now.Dialect, entry.Now.Name));
        _byPartner = entries.ToLookup(entry => entry.Now.Partner.Id);
        _byDialect = entries.OrderBy(entry => entry.Now.Name.Value, StringComparer.Ordinal)
            .ToLookup(entry => entry.Now.Dialect);
        _byKey = entries.SelectMany(KeysOf)
            .DistinctBy(one => one.Key)
            .ToFrozenDictionary(one => one.Key, one => one.Entry);
        _calledBack = calledBack.Select(one => (one.Dialect, one.Name)).ToFrozenSet();
        _firstCalledBack = calledBack.OrderBy(one => one.Name.Value, StringComparer.Ordinal)
            .DistinctBy(one => (one.Dialect, one.Partner))
            .ToFrozenDictionary(one => (one.Dialect, one.Partner), one => one.Name);
        Unreadable = unreadable;
    }

    public static Directory Empty { get; } = new([], [], []);

    /// <summary>The credentials that are refused because a row of theirs is no good.</summary>
    public IReadOnlyList<UnreadableCredential> Unreadable { get; }

    public IEnumerable<Credential> All => _credentials.Values.Select(entry => entry.Now);

    public Credential? Find(DialectName dialect, CredentialName name) =>
        _credentials.GetValueOrDefault((dialect, name))?.Now;

    public IEnumerable<Credential> Of(PartnerId partner) => _byPartner[partner].Select(entry => entry.Now);

    public IEnumerable<Credential> In(DialectName dialect) => _byDialect[dialect].Select(entry => entry.Now);

    public bool IsCalledBack(DialectName dialect, CredentialName name) => _calledBack.Contains((dialect, name));

    public CredentialName? CalledBack(DialectName dialect, PartnerId partner) =>
        _firstCalledBack.TryGetValue((dialect, partner), out var name) ? name : null;

    /// <summary>By the digest of its key, or of its former one: how long that takes tells nothing about any other
    /// key.</summary>
    public Credential? FindByKey(DialectName dialect, string key) =>
        _byKey.GetValueOrDefault((dialect, new ApiKeyHash(ApiKeyHash.Digest(key)).ToString()))?.Now;

    static IEnumerable<((DialectName Dialect, string Digest) Key, Entry Entry)> KeysOf(Entry entry) =>
        from key in new[] { entry.Now.ApiKey, entry.Now.Former?.ApiKey }
        where key is not null
        select ((entry.Now.Dialect, key.ToString()), entry);

    /// <summary>Notes from which day on each partner owes; who is not named owes nothing.</summary>
    public void Owe(IReadOnlyDictionary<string, DateOnly> oldestUnpaid)
    {
        foreach (var partner in _byPartner)
        {
            DateOnly? day = oldestUnpaid.TryGetValue(partner.Key, out var known) ? known : null;
            if (partner.First().Now.Partner.OldestUnpaidDay == day)
                continue;

            var owing = partner.First().Now.Partner with { OldestUnpaidDay = day };
            foreach (var entry in partner)
                entry.Now = entry.Now with { Partner = owing };
        }
    }

    // What the indexes hold, so that a payment replaces a few credentials and no index.
    sealed class Entry(Credential now)
    {
        volatile Credential _now = now;

        public Credential Now
        {
            get => _now;
            set => _now = value;
        }
    }
}
