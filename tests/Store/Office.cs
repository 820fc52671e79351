using Periksa.Operators;
using Periksa.Operators.Audit;
using Periksa.Operators.Credentials;
using Periksa.Operators.Partners;
using Periksa.Partners;
using Periksa.Partners.Tokens;

namespace Periksa.Store.Tests;

/// <summary>An operator at work on a shop's database.</summary>
sealed class Office(Shop shop)
{
    public static readonly Actor Ayu = new("operator:ayu", "203.0.113.9");

    /// <summary>One dialect of each kind.</summary>
    public static readonly IReadOnlyDictionary<string, CredentialShape> Dialects =
        new Dictionary<string, CredentialShape>
        {
            ["sento"] = new(SharedSecret.ShownKey, "@-%%%%%%") { IsPriced = true },
            ["paydia"] = new(SharedSecret.SigningSecret, new('%', 32)) { NameLengthMaximum = 36, HasPublicKey = true },
            ["singapay"] =
                new(SharedSecret.SigningSecret, "%%%%-%%%%") { ClientIdTemplate = "%%%%%%%%", HasFees = true },
            ["ipg-channel"] = new(SharedSecret.SigningSecret, "@-%%%%%%") { MayBeKnownByAddress = true },
            ["ipg-biller"] = new(SharedSecret.ShownAndSigningKey, "@-%%%%%%"),
        };

    public PartnerAdministration Partners => new(shop.Source);

    public CredentialAdministration Credentials => new(shop.Source, Dialects, () => Shop.Seals);

    public AuditTrail Trail => new(shop.Source);

    /// <summary>A partner of its own, for a test that shares its database.</summary>
    public async Task<string> Partner(string name = "Warung Baru")
    {
        var id = $"p-{Guid.NewGuid():n}";
        Assert.Null((await Partners.Add(Ayu, id, name)).Refusal);
        return id;
    }

    public async Task<IssuedCredential> Issue(string dialect, string? partner = null) =>
        (await Credentials.Issue(Ayu, partner ?? await Partner(), dialect)).Done!;

    public async Task<AuditEntry> Latest(string subject) =>
        (await Trail.List(subject, since: null, cursor: null, limit: 1, CancellationToken.None)).Done!.Data[0];

    /// <summary>What a host that starts now remembers.</summary>
    public async Task<ReferenceCache> Memory(TimeProvider? clock = null)
    {
        var keys = new TokenKeys(
            shop.Source, Shop.Seals, new TrustedClock(TimeProvider.System), new KeptLog<TokenKeys>());
        await keys.Renew(CancellationToken.None);
        var memory = new ReferenceCache(
            shop.Source, shop.Budgets, Shop.Seals, clock ?? TimeProvider.System, new KeptLog<ReferenceCache>());
        await memory.Refresh(CancellationToken.None);
        return memory;
    }

    public async Task<Credential?> Known(IssuedCredential issued)
    {
        using var memory = await Memory();
        return Find(memory, issued);
    }

    public static Credential? Find(ReferenceCache memory, IssuedCredential issued) =>
        memory.Find(new(issued.Credential.Dialect), new(issued.Credential.Name));

    public static async Task<string> Token(AccessTokens tokens, ReferenceCache memory, IssuedCredential issued) =>
        await tokens.Issue(Find(memory, issued)!, IAccessTokens.Lifetime, CancellationToken.None);
}
