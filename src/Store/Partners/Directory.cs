using System.Collections.Frozen;

namespace Periksa.Store.Partners;

/// <summary>Everything a host remembers of partners, as of one change number.</summary>
sealed class Directory
{
    readonly FrozenDictionary<(string Dialect, string Name), Credential> _credentials;
    readonly ILookup<string, Credential> _byPartner;
    readonly ILookup<string, Credential> _byDialect;
    readonly FrozenDictionary<(string Dialect, string Digest), Credential> _byKey;

    public Directory(IReadOnlyCollection<Credential> credentials, IReadOnlyList<string> unopened)
    {
        _credentials = credentials.ToFrozenDictionary(credential => (credential.Dialect, credential.Name));
        _byPartner = credentials.ToLookup(credential => credential.Partner.Id);
        _byDialect = credentials.OrderBy(one => one.Name, StringComparer.Ordinal).ToLookup(one => one.Dialect);
        _byKey = credentials.Where(credential => credential.ApiKey is not null)
            .DistinctBy(credential => (credential.Dialect, credential.ApiKey!.ToString()))
            .ToFrozenDictionary(credential => (credential.Dialect, credential.ApiKey!.ToString()));
        Unopened = unopened;
    }

    public static Directory Empty { get; } = new([], []);

    /// <summary>The credentials whose secret no master key of this host opens.</summary>
    public IReadOnlyList<string> Unopened { get; }

    public IEnumerable<Credential> All => _credentials.Values;

    public Credential? Find(string dialect, string name) => _credentials.GetValueOrDefault((dialect, name));

    public IEnumerable<Credential> Of(string partner) => _byPartner[partner];

    public IEnumerable<Credential> In(string dialect) => _byDialect[dialect];

    /// <summary>By the key's digest: how long that takes tells nothing about any other key.</summary>
    public Credential? FindByKey(string dialect, string key) =>
        _byKey.GetValueOrDefault((dialect, new ApiKeyHash(ApiKeyHash.Digest(key)).ToString()));
}
