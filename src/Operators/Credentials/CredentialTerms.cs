using System.Net;

namespace Periksa.Operators.Credentials;

/// <summary>Which terms of a credential make sense.</summary>
static class CredentialTerms
{
    const int UrlLengthMaximum = 2000;
    const int AddressesMaximum = 1000;
    const int MissBudgetMaximum = 1_000_000;

    static readonly string[] Quirks = ["utc-clock"];

    /// <summary>In what banks differ, each by what is usual and what else there is.</summary>
    static readonly (string Name, string[] Known, Func<CredentialEntry, string> Of)[] BankTerms =
    [
        ("va_refusal", ["full", "bare"], one => one.VaRefusal),
        ("va_expired", ["4042419", "4032400"], one => one.VaExpired),
        ("va_repeat", ["inconsistent", "replay"], one => one.VaRepeat),
    ];

    /// <returns>The same with its addresses as networks, or what makes no sense about it.</returns>
    public static (CredentialEntry? Wanted, Refusal? Refusal) Read(CredentialEntry wanted)
    {
        if (wanted.Addresses.FirstOrDefault(address => Network(address) is null) is { } wrong)
        {
            return (null, Refusal.Invalid(
                $"'{Words.Shown(wrong)}' is no address and no network: write 203.0.113.7, or a network like "
                + "203.0.113.0/24."));
        }

        return Refuse(wanted) is { } refusal
            ? (null, refusal)
            : (wanted with { Addresses = [.. wanted.Addresses.Select(address => Network(address)!)] }, null);
    }

    public static Refusal? RefuseUrl(string text) =>
        text.Length <= UrlLengthMaximum
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url is { Scheme: "http" or "https", UserInfo: "", Fragment: "" }
        && text.All(sign => sign is > ' ' and <= '~')
            ? null
            : Refusal.Invalid(
                $"'{Words.Shown(text)}' is no http or https URL that can be posted to: write it like "
                + "https://partner.example/callback, without a user's name, a fragment or spaces.");

    static string? Network(string text) =>
        IPAddress.TryParse(text, out var address) ? $"{address}/{address.GetAddressBytes().Length * 8}"
        : IPNetwork.TryParse(text, out var network) ? network.ToString()
        : null;

    static Refusal? Refuse(CredentialEntry wanted)
    {
        if (wanted.Addresses.Count > AddressesMaximum)
            return Refusal.Invalid($"A credential has at most {AddressesMaximum} addresses: name networks instead.");

        if (wanted.Quirks.FirstOrDefault(quirk => !Quirks.Contains(quirk)) is { } unknown)
        {
            return Refusal.Invalid(
                $"No quirk is called '{Words.Shown(unknown)}': there is {string.Join(", ", Quirks)}.");
        }

        if (BankTerms.FirstOrDefault(term => !term.Known.Contains(term.Of(wanted))) is { Name: not null } wrong)
        {
            return Refusal.Invalid(
                $"'{Words.Shown(wrong.Of(wanted))}' is none that {wrong.Name} takes: it is "
                + $"{string.Join(" or ", wrong.Known)}.");
        }

        return wanted.MissBudget is < 1 or > MissBudgetMaximum
            ? Refusal.Invalid($"A miss budget is 1 to {MissBudgetMaximum}, or none.")
            : null;
    }
}
