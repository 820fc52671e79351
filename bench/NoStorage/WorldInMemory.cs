using System.Collections.Frozen;
using Periksa.Connectors.Sandbox;
using Periksa.Sandbox.Store;

namespace Periksa.Bench.NoStorage;

/// <summary>The sandbox's partners and accounts, found as the host finds them: in frozen dictionaries.</summary>
sealed class WorldInMemory(SandboxWorld world) : ICredentials, ISandboxDirectory
{
    static readonly DialectName Dialect = new("sento");

    readonly FrozenDictionary<(DialectName, CredentialName), Credential> _credentials =
        world.Partners.ToFrozenDictionary(
        partner => (Dialect, new CredentialName(partner.Sento.Username)),
        partner => new Credential(Dialect, new(partner.Sento.Username), new(new(partner.Id), partner.Active))
        {
            ApiKey = new(ApiKeyHash.Digest(partner.Sento.ApiKey)),
            Prices = new([new(DateTimeOffset.UnixEpoch, partner.Sento.Price)]),
        });

    readonly FrozenDictionary<BankAccount, SandboxAccount> _accounts = world.Accounts.ToFrozenDictionary(
        account => new BankAccount(account.BankCode, account.Number),
        account => new SandboxAccount(account.HolderName, AbsenceOf(account.Status)));

    public Credential? Find(DialectName dialect, CredentialName name) =>
        _credentials.GetValueOrDefault((dialect, name));

    public IEnumerable<Credential> Of(Partner partner) =>
        _credentials.Values.Where(credential => credential.Partner.Id == partner.Id);

    public IEnumerable<Credential> In(DialectName dialect) =>
        _credentials.Values.Where(credential => credential.Dialect == dialect);

    public SandboxAccount? Find(BankAccount account) => _accounts.GetValueOrDefault(account);

    static AccountAbsence? AbsenceOf(string status) => status switch
    {
        "closed" => AccountAbsence.Closed,
        "dormant" => AccountAbsence.Dormant,
        _ => null,
    };
}
