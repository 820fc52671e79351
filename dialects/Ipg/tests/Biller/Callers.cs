using System.Net;
using Periksa.Dialects.Ipg.Biller;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>The callers that may ask in the goldens. Each but the first is called after what is special about it, and
/// its API key after it.</summary>
static class Callers
{
    /// <summary>About whom nothing is special.</summary>
    public const string Usual = "toko-maju";

    public const string Another = "warung-jaya";
    public const string Inactive = "inactive";
    public const string OfficeOnly = "office-only";
    public const string Hasty = "hasty";
    public const string HastyOfficeOnly = "hasty-office-only";

    /// <summary>Brings files that were imported before.</summary>
    public const string Repeating = "repeating";

    /// <summary>Brings files that were imported before anybody counted their rows.</summary>
    public const string RepeatingLate = "repeating-late";

    /// <summary>Has a file imported by another host.</summary>
    public const string Importing = "importing";

    public static readonly IPNetwork Office = IPNetwork.Parse("10.0.0.0/24");

    public static IEnumerable<Credential> All =>
    [
        Named(Usual),
        Named(Another),
        Named(Inactive) with { Partner = new(new(Inactive), Active: false) },
        Named(OfficeOnly) with { Addresses = [Office] },
        Named(Hasty),
        Named(HastyOfficeOnly) with { Addresses = [Office] },
        Named(Repeating),
        Named(RepeatingLate),
        Named(Importing),
    ];

    public static string KeyOf(string name) => $"ipg-sandbox-key-{name}";

    public static Credential Named(string name) => new(new(Billers.Dialect), new(name), new(new(name), Active: true))
    {
        ApiKey = new(ApiKeyHash.Digest(KeyOf(name))),
        ClientSecret = new(KeyOf(name)),
    };
}
