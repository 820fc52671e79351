using System.Collections.Frozen;

namespace Periksa.Store.Partners;

/// <summary>Everything a host remembers of partners, as of one change number.</summary>
sealed class Directory
{
    readonly FrozenDictionary<(string Dialect, string Name), Credential> _credentials;
    readonly ILookup<string, Credential> _byPartner;

    public Directory(IReadOnlyCollection<Credential> credentials, IReadOnlyList<string> unopened)
    {
        _credentials = credentials.ToFrozenDictionary(credential => (credential.Dialect, credential.Name));
        _byPartner = credentials.ToLookup(credential => credential.Partner.Id);
        Unopened = unopened;
    }

    public static Directory Empty { get; } = new([], []);

    /// <summary>The credentials whose secret no master key of this host opens.</summary>
    public IReadOnlyList<string> Unopened { get; }

    public IEnumerable<Credential> All => _credentials.Values;

    public Credential? Find(string dialect, string name) => _credentials.GetValueOrDefault((dialect, name));

    public IEnumerable<Credential> Of(string partner) => _byPartner[partner];
}
