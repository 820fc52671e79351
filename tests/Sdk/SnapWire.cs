using Microsoft.AspNetCore.Routing;
using Periksa.Dialects.IFortepay;
using Periksa.Dialects.Paydia;

namespace Periksa.Sdk.Tests;

/// <summary>One of the two SNAP dialects, as an SDK is set up for it.</summary>
/// <param name="Ok">The code of an account that was found.</param>
sealed record SnapWire(
    string Dialect,
    Action<IEndpointRouteBuilder> Map,
    string TokenTarget,
    string InquiryTarget,
    string Service,
    string Ok)
{
    /// <summary>A slash and an accent: what languages escape, and what they do not.</summary>
    public const string Reference = "INV/2026/11-Café-😀";

    public static readonly SnapWire IFortepay = new(
        "ifortepay",
        routes => routes.MapIFortepay(),
        "/api/v1.0/access-token/b2b",
        "/api/v1.0/account-inquiry-external",
        "16",
        "2001600");

    public static readonly SnapWire Paydia = new(
        "paydia",
        routes => routes.MapPaydia(),
        "/snap/v1.0/access-token/b2b",
        "/snap/v1.0/emoney/bank-account-inquiry",
        "42",
        "2004200");

    public static SnapWire Of(string dialect) => dialect == IFortepay.Dialect ? IFortepay : Paydia;

    /// <summary>The question in compact JSON that escapes nothing.</summary>
    public string Question => Dialect == "ifortepay"
        ? $$"""
            {"partnerReferenceNo":"{{Reference}}","beneficiaryBankCode":"014","beneficiaryAccountNo":"0123456789"}
            """
        : $$"""
            {"partnerReferenceNo":"{{Reference}}","amount":{"value":"10000.00","currency":"IDR"},
            """
            + """
            "beneficiaryAccountNumber":"0123456789","additionalInfo":{"beneficiaryBankCode":"014"}}
            """;
}
