using System.Net;
using Periksa.Partners;
using Periksa.Tests.Support;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>The callers that may ask in the goldens. Each but the first is called after what is special about
/// it.</summary>
static class Callers
{
    public const string Secret = "singapay-sandbox-secret-tokomaju";
    public const string ClientId = "singapay-tokomaju";
    public const string Account = "01JZ0T0K0MAJ0000000000000A";

    /// <summary>Nothing was sent from it. Everybody here has the same accounts, unless that is what is
    /// special.</summary>
    public const string OtherAccount = "01JZ0T0K0MAJ0000000000000C";

    /// <summary>From these, the vendor's sample was sent as well: it shows one disbursement in three
    /// states.</summary>
    public const string AccountOfFailed = "01JZ0T0K0MAJ0000000000000F";

    public const string AccountOfSuccess = "01JZ0T0K0MAJ0000000000000S";

    /// <summary>Of a partner who does not ask here.</summary>
    public const string AnothersAccount = "01JZ0WARVNGJAYA0000000000B";

    /// <summary>The caller of the vendor's samples, about whom nothing is special.</summary>
    public const string Usual = "b3ed7d4b-a96c-6c08-b3c7-12c3124242d9";

    public const string Inactive = "inactive";

    /// <summary>The tokens that the fake knows are somebody else's.</summary>
    public const string Tokenless = "tokenless";

    public const string WithoutClientId = "without-client-id";
    public const string WithoutSecret = "without-secret";
    public const string OfficeOnly = "office-only";
    public const string HastyOfficeOnly = "hasty-office-only";
    public const string Hasty = "hasty";
    public const string Curious = "curious";
    public const string CuriousElsewhere = "curious-elsewhere";
    public const string Crowded = "crowded";
    public const string Keyed = "keyed";
    public const string Feeless = "feeless";
    public const string Accountless = "accountless";
    public const string Unlucky = "unlucky";

    public static readonly IPNetwork Office = IPNetwork.Parse("10.0.0.0/24");

    public static ICredentials Credentials => new ScriptedCredentials(
        Named(Usual),
        Named(Inactive) with { Partner = new(new(Inactive), Active: false) },
        Named(Tokenless),
        Named(WithoutClientId) with { ClientId = null },
        Named(WithoutSecret) with { ClientSecret = null },
        Named(OfficeOnly) with { Addresses = [Office] },
        Named(HastyOfficeOnly) with { Addresses = [Office] },
        Named(Hasty),
        Named(Curious),
        Named(CuriousElsewhere),
        Named(Crowded),
        Named(Keyed),
        Named(Feeless),
        Named(Accountless) with { PayingAccounts = [] },
        Named(Unlucky));

    public static IAccessTokens Tokens => new ScriptedAccessTokens(
        [.. new[]
        {
            Usual, Inactive, WithoutClientId, WithoutSecret, OfficeOnly, HastyOfficeOnly, Hasty, Curious,
            CuriousElsewhere, Crowded, Keyed, Feeless, Accountless, Unlucky,
        }.Select(name => Named(name).Caller)]);

    public static Credential Named(string name) => new(new(Auth.Dialect), new(name), new(new(name), Active: true))
    {
        ClientId = ClientId,
        ClientSecret = new(Secret),
        PayingAccounts = [new(Account), new(OtherAccount), new(AccountOfFailed), new(AccountOfSuccess)],
    };
}
