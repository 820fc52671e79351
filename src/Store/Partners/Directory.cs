using System.Collections.Frozen;

namespace Periksa.Store.Partners;

/// <summary>Everything a host remembers of partners, as of one change number.</summary>
sealed class Directory
{
    readonly FrozenDictionary<(string Dialect, string Name), Credential> _credentials;

    public Directory(IEnumerable<Credential> credentials) =>
        _credentials = credentials.ToFrozenDictionary(credential => (credential.Dialect, credential.Name));

    public static Directory Empty { get; } = new([]);

    public Credential? Find(string dialect, string name) => _credentials.GetValueOrDefault((dialect, name));
}
