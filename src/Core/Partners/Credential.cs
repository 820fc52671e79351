using System.Collections.Immutable;
using System.Net;

namespace Periksa;

/// <summary>A partner's credential in one dialect.</summary>
/// <param name="Name">What the caller says it is called, e.g. Sento's x-username.</param>
public sealed record Credential(DialectName Dialect, CredentialName Name, Partner Partner)
{
    /// <summary>The networks it may call from; empty for anywhere.</summary>
    public ImmutableArray<IPNetwork> Addresses { get; init; } = [];

    /// <summary>The prices of its inquiries, present and past.</summary>
    public PriceList Prices { get; init; } = PriceList.None;

    /// <summary>The digest of its API key; <c>null</c> where the dialect has no API key.</summary>
    public ApiKeyHash? ApiKey { get; init; }

    /// <summary>The secret of its symmetric signatures; <c>null</c> where the dialect has none.</summary>
    public ClientSecret? ClientSecret { get; init; }

    /// <summary>The key that verifies its asymmetric signatures, an RSA key as DER SubjectPublicKeyInfo; empty
    /// where the dialect has none.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; init; }

    /// <summary>What it had before its secrets were replaced, while that still opens the door; else
    /// <c>null</c>.</summary>
    public FormerSecrets? Former { get; init; }

    /// <summary>The generation of its secrets: tokens of another are worthless. 0 until they are first
    /// replaced.</summary>
    public long Generation { get; init; }

    /// <summary>The secrets that verify its symmetric signatures, the present one first. What we sign is signed with
    /// <see cref="ClientSecret"/> alone.</summary>
    public IEnumerable<ClientSecret> ClientSecrets
    {
        get
        {
            if (ClientSecret is not null)
                yield return ClientSecret;

            if (Former?.ClientSecret is { } former)
                yield return former;
        }
    }

    /// <summary>The keys that verify its asymmetric signatures, the present one first; each as
    /// <see cref="PublicKey"/> is.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> PublicKeys
    {
        get
        {
            if (!PublicKey.IsEmpty)
                yield return PublicKey;

            if (Former is { PublicKey: { IsEmpty: false } former })
                yield return former;
        }
    }

    /// <summary>True if this is its API key, or still is. Both are compared, in constant time.</summary>
    public bool HasApiKey(string key) => ApiKey?.Matches(key) is true | Former?.ApiKey?.Matches(key) is true;

    /// <summary>True if tokens that name this generation may be shown as its own.</summary>
    public bool TakesTokensOf(long generation) => generation == Generation || generation == Former?.Generation;

    /// <summary>The same credential as it is at a moment: without former secrets whose time is over.</summary>
    public Credential AsOf(DateTimeOffset now) => Former is { } former && former.Until <= now
        ? this with { Former = null }
        : this;

    /// <summary>Its second name, where a dialect has two, e.g. SingaPay's client id beside its API key.</summary>
    public string? ClientId { get; init; }

    /// <summary>True if its requests must be signed, in a dialect where that is for each caller to agree
    /// on.</summary>
    public bool MustSign { get; init; }

    /// <summary>The accounts from which its partner may send money.</summary>
    public ImmutableArray<PayingAccountId> PayingAccounts { get; init; } = [];

    /// <summary>The fees for its transfers, present and past.</summary>
    public ImmutableArray<FeeRule> Fees { get; init; } = [];

    /// <summary>The number of virtual accounts without a bill that it may ask about, in store and refilled by one a
    /// minute; <c>null</c> for no limit. It is beside its partner's.</summary>
    public int? MissBudget { get; init; }

    /// <summary>The account in which these misses are counted; <c>null</c> for nowhere.</summary>
    public MissAccount? Misses => MissBudget is { } budget ? new(Caller, budget) : null;

    /// <summary>True if its clock shows UTC whatever zone it puts behind that, as a well-known SDK's does. It may be
    /// said of a caller, and is never guessed: two readings of one stamp would make two windows to replay it
    /// in.</summary>
    public bool HasUtcClock { get; init; }

    /// <summary>True if its caller is a bank: one who may say that a bill was paid, in a dialect that others speak,
    /// too.</summary>
    public bool IsBank { get; init; }

    /// <summary>The ways in which it differs from other banks.</summary>
    public BankTerms Terms { get; init; } = BankTerms.Usual;

    /// <summary>The URL to which its callbacks are posted; <c>null</c> for nowhere.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Names it among all dialects' credentials, e.g. <c>paydia:8f54…</c>: whose keys are used
    /// up.</summary>
    public string Caller => $"{Dialect}:{Name}";

    /// <param name="address">The connection's address, IPv4-mapped IPv6 already unmapped.</param>
    public bool MayCallFrom(IPAddress? address)
    {
        if (Addresses.IsEmpty)
            return true;

        foreach (var network in Addresses)
        {
            if (address is not null && network.Contains(address))
                return true;
        }

        return false;
    }
}

/// <summary>Finds credentials. It answers from memory and never waits.</summary>
public interface ICredentials
{
    /// <summary>The credential with exactly this name; <c>null</c> when there is none.</summary>
    Credential? Find(DialectName dialect, CredentialName name);

    /// <summary>All that a partner has, in every dialect.</summary>
    IEnumerable<Credential> Of(Partner partner);

    /// <summary>All there are in a dialect, in the order of their names.</summary>
    IEnumerable<Credential> In(DialectName dialect);

    /// <summary>True if a URL is registered for the credential, whether or not this host can read the rest of
    /// it.</summary>
    bool IsCalledBack(DialectName dialect, CredentialName name) => Find(dialect, name)?.CallbackUrl is not null;

    /// <summary>The first of a partner's credentials in a dialect that is called back; <c>null</c> where none
    /// is.</summary>
    CredentialName? CalledBack(DialectName dialect, PartnerId partner) =>
        In(dialect).FirstOrDefault(one => one.Partner.Id == partner && IsCalledBack(dialect, one.Name))?.Name;

    /// <summary>The credential with this API key, for dialects in which a caller shows nothing else; <c>null</c> when
    /// there is none.</summary>
    Credential? FindByKey(DialectName dialect, string key) =>
        In(dialect).FirstOrDefault(credential => credential.HasApiKey(key));
}
