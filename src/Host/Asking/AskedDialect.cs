using Periksa.Host.Verbs;
using Periksa.Operators;

namespace Periksa.Host.Asking;

/// <summary>How a caller proves who it is.</summary>
enum Manner
{
    /// <summary>By a name and a key in headers.</summary>
    Keyed,

    /// <summary>By a token and a signature, as SNAP has them.</summary>
    Snap,

    /// <summary>The same, as SingaPay has them.</summary>
    SingaPay,

    /// <summary>By a name and a signature over the body, as IPG's banks do.</summary>
    Channel,

    /// <summary>By an API key alone, as IPG's billers do.</summary>
    Biller,
}

/// <summary>A dialect as its callers see it: where and how one asks whose account it is.</summary>
/// <param name="InquiryPath">Below the dialect's prefix.</param>
sealed record AskedDialect(string Name, Manner Manner, string InquiryPath)
{
    /// <summary>Where a token is had; <c>null</c> where there are none.</summary>
    public string? TokenPath { get; init; }

    /// <summary>The header of a name that goes with a key.</summary>
    public string UserHeader { get; init; } = "x-username";

    /// <summary>The text of CHANNEL-ID.</summary>
    public string Channel { get; init; } = "95221";

    public static IReadOnlyList<AskedDialect> All { get; } =
    [
        new("sento", Manner.Keyed, "/api/account-inquiry"),
        new("oy", Manner.Keyed, "/api/account-inquiry") { UserHeader = "x-oy-username" },
        new("ifortepay", Manner.Snap, "/api/v1.0/account-inquiry-external")
        {
            TokenPath = "/api/v1.0/access-token/b2b", Channel = "api",
        },
        new("paydia", Manner.Snap, "/snap/v1.0/emoney/bank-account-inquiry")
        {
            TokenPath = "/snap/v1.0/access-token/b2b", Channel = "128",
        },
        new("snap", Manner.Snap, "/v1.0/account-inquiry-external") { TokenPath = "/v1.0/access-token/b2b" },
        new("singapay", Manner.SingaPay, "/api/v2.0/disbursement/check-beneficiary")
        {
            TokenPath = "/api/v1.1/access-token/b2b",
        },
        new("ipg-channel", Manner.Channel, "/api/v2/ch/inquiry"),
        new("ipg-biller", Manner.Biller, "/api/v2/gw/bill"),
    ];

    /// <summary>Those whose requests, or callbacks, are signed.</summary>
    public static IEnumerable<AskedDialect> Signing => All.Where(one => one.Manner is not Manner.Keyed);

    /// <summary>Those that give tokens.</summary>
    public static IEnumerable<AskedDialect> WithTokens => All.Where(one => one.TokenPath is not null);

    /// <summary>True of IPG's, which ask about bills.</summary>
    public bool IsIpg => Manner is Manner.Channel or Manner.Biller;

    /// <exception cref="SettingsException">There is none of this name.</exception>
    public static AskedDialect Get(string name) => Find(All, name);

    /// <summary>One that gives tokens.</summary>
    /// <exception cref="SettingsException">There is none of this name.</exception>
    public static AskedDialect GetWithTokens(string name) => Find([.. WithTokens], name);

    /// <summary>One whose requests, or callbacks, are signed.</summary>
    /// <exception cref="SettingsException">There is none of this name.</exception>
    public static AskedDialect GetSigning(string name) => Find([.. Signing], name);

    static AskedDialect Find(IReadOnlyList<AskedDialect> among, string name)
    {
        if (among.FirstOrDefault(one => one.Name == name) is { } found)
            return found;

        var near = Nearest.To(name, among.Select(one => one.Name));
        throw Given.Misused(
            $"'{name}' is no dialect for this{(near is null ? "" : $": did you mean {near}?")} There are "
            + $"{string.Join(", ", among.Select(one => one.Name))}.");
    }
}
