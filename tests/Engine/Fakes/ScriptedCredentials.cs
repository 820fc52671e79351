namespace Periksa.Engine.Tests.Fakes;

/// <summary>Credentials that a test adds.</summary>
sealed class ScriptedCredentials : ICredentials
{
    readonly List<Credential> _known = [];

    public void Add(Credential credential) => _known.Add(credential);

    public Credential? Find(DialectName dialect, CredentialName name) =>
        _known.Find(one => one.Dialect == dialect && one.Name == name);

    public IEnumerable<Credential> Of(Partner partner) => _known.Where(one => one.Partner.Id == partner.Id);

    public IEnumerable<Credential> In(DialectName dialect) => _known.Where(one => one.Dialect == dialect);
}
