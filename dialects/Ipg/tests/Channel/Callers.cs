using System.Net;
using Periksa.Dialects.Ipg.Channel;

namespace Periksa.Dialects.Ipg.Tests.Channel;

/// <summary>The callers that may ask in the goldens. Each but the first is called after what is special about
/// it.</summary>
static class Callers
{
    public const string Secret = "ipg-sandbox-bank-key";

    /// <summary>The caller of the vendor's samples: it calls from this machine, and signs if it likes.</summary>
    public const string Usual = "bank-sandbox";

    /// <summary>From anywhere: never found by its address, and its name alone proves nothing.</summary>
    public const string Anywhere = "anywhere";

    public const string Strict = "bank-strict";
    public const string StrictSecret = "ipg-strict-bank-key";

    public const string Inactive = "inactive";
    public const string Hasty = "hasty";
    public const string Curious = "curious";
    public const string CuriousElsewhere = "curious-elsewhere";
    public const string OfficeOnly = "office-only";
    public const string HastyOfficeOnly = "hasty-office-only";
    public const string StrictHasty = "strict-hasty";
    public const string StrictOfficeOnly = "strict-office-only";
    public const string WithoutSecret = "without-secret";
    public const string StrictWithoutSecret = "strict-without-secret";

    /// <summary>The first of three neighbours by its name, and inactive.</summary>
    public const string NeighbourGone = "neighbour-0";

    public const string Neighbour = "neighbour-1";
    public const string OtherNeighbour = "neighbour-2";
    public const string OtherNeighboursSecret = "ipg-other-neighbour-key";

    public static readonly IPNetwork Office = IPNetwork.Parse("10.0.0.0/24");

    static readonly IPNetwork Elsewhere = IPNetwork.Parse("10.0.1.0/24");
    static readonly IPNetwork Alley = IPNetwork.Parse("10.0.3.0/24");
    static readonly IPNetwork Street = IPNetwork.Parse("10.0.2.0/24");
    static readonly IPNetwork StrictOffice = IPNetwork.Parse("2001:db8::/64");

    public static IEnumerable<Credential> All =>
    [
        Named(Anywhere) with { Addresses = [] },
        Named(Usual),
        Named(Curious) with { MissBudget = 50 },
        Named(CuriousElsewhere) with { MissBudget = 50 },
        Named(Strict) with { Addresses = [], ClientSecret = new(StrictSecret), MustSign = true },
        Named(Hasty),
        Named(HastyOfficeOnly) with { Addresses = [Elsewhere] },
        Named(Inactive) with { Partner = new(new(Inactive), Active: false), Addresses = [Elsewhere, Alley] },
        Named(NeighbourGone) with { Partner = new(new(NeighbourGone), Active: false), Addresses = [Street] },
        Named(Neighbour) with { Addresses = [Street] },
        Named(OtherNeighbour) with { Addresses = [Street], ClientSecret = new(OtherNeighboursSecret) },
        Named(OfficeOnly) with { Addresses = [Office] },
        Named(StrictHasty) with { Addresses = [], MustSign = true },
        Named(StrictOfficeOnly) with { Addresses = [StrictOffice], MustSign = true },
        Named(StrictWithoutSecret) with { Addresses = [], ClientSecret = null, MustSign = true },
        Named(WithoutSecret) with { ClientSecret = null },
    ];

    public static Credential Named(string name) => new(new(Clients.Dialect), new(name), new(new(name), Active: true))
    {
        Addresses = [IPNetwork.Parse("127.0.0.1/32"), IPNetwork.Parse("::1/128")],
        ClientSecret = new(Secret),
    };
}
