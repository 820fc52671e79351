namespace Periksa.Tests.Support;

/// <summary>Credentials from a list.</summary>
public sealed class ScriptedCredentials(params IEnumerable<Credential> known) : ICredentials
{
    readonly Dictionary<(DialectName, CredentialName), Credential> _known =
        known.ToDictionary(one => (one.Dialect, one.Name));

    public Credential? Find(DialectName dialect, CredentialName name) => _known.GetValueOrDefault((dialect, name));

    public IEnumerable<Credential> Of(Partner partner) => _known.Values.Where(one => one.Partner.Id == partner.Id);

    public IEnumerable<Credential> In(DialectName dialect) => _known.Values.Where(one => one.Dialect == dialect);
}
