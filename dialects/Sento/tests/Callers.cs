using System.Net;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Sento.Tests;

/// <summary>The callers that may ask in the goldens. Each is called after what is special about it.</summary>
static class Callers
{
    public const string Key = "your-api-key";

    /// <summary>The caller of the vendor's samples, about whom nothing is special.</summary>
    public const string Usual = "yourusername";

    public const string Inactive = "inactive";
    public const string Unpriced = "unpriced";
    public const string OfficeOnly = "office-only";
    public const string Hasty = "hasty";
    public const string Curious = "curious";
    public const string CuriousElsewhere = "curious-elsewhere";
    public const string Crowded = "crowded";
    public const string Debtor = "debtor";
    public const string Steady = "steady";
    public const string Penniless = "penniless";
    public const string Unlucky = "unlucky";

    public static readonly IPNetwork Office = IPNetwork.Parse("10.0.0.0/24");

    static readonly PriceList Prices = new([new(DateTimeOffset.UnixEpoch, Money.Rupiah(1000))]);

    public static ICredentials Credentials => new ScriptedCredentials(
        Named(Usual),
        Named(Inactive) with { Partner = new(new(Inactive), Active: false) },
        Named(Unpriced) with { Prices = PriceList.None },
        Named(OfficeOnly) with { Addresses = [Office] },
        Named(Hasty),
        Named(Curious),
        Named(CuriousElsewhere),
        Named(Crowded),
        Named(Debtor),
        Named(Steady),
        Named(Penniless),
        Named(Unlucky));

    public static Credential Named(string username) =>
        new(new("sento"), new(username), new(new(username), Active: true))
    {
        ApiKey = new(ApiKeyHash.Digest(Key)),
        Prices = Prices,
    };
}
