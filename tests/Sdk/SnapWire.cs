using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Periksa.Dialects.IFortepay;
using Periksa.Dialects.Paydia;
using Periksa.Dialects.Snap;

namespace Periksa.Sdk.Tests;

/// <summary>A service of one of the SNAP dialects, as an SDK is set up for it.</summary>
/// <param name="Dialect">As credentials have it.</param>
/// <param name="Service">The service's number.</param>
/// <param name="Question">In compact JSON that escapes nothing.</param>
sealed record SnapWire(
    string Dialect,
    Action<IEndpointRouteBuilder> Map,
    string TokenTarget,
    string InquiryTarget,
    string Service,
    string Question)
{
    /// <summary>A slash and an accent: what languages escape, and what they do not.</summary>
    public const string Reference = "INV/2026/11-Café-😀";

    public static readonly SnapWire IFortepay = new(
        "ifortepay",
        routes => routes.MapIFortepay(),
        "/api/v1.0/access-token/b2b",
        "/api/v1.0/account-inquiry-external",
        "16",
        $$"""
        {"partnerReferenceNo":"{{Reference}}","beneficiaryBankCode":"014","beneficiaryAccountNo":"0123456789"}
        """);

    public static readonly SnapWire Paydia = new(
        "paydia",
        routes => routes.MapPaydia(),
        "/snap/v1.0/access-token/b2b",
        "/snap/v1.0/emoney/bank-account-inquiry",
        "42",
        $$"""
        {"partnerReferenceNo":"{{Reference}}","amount":{"value":"10000.00","currency":"IDR"},
        """
        + """
        "beneficiaryAccountNumber":"0123456789","additionalInfo":{"beneficiaryBankCode":"014"}}
        """);

    static readonly SnapWire Internal = Standard(
        "/account-inquiry-internal",
        "15",
        $$"""{"partnerReferenceNo":"{{Reference}}","beneficiaryAccountNo":"0123456789"}""");

    static readonly SnapWire External = Standard("/account-inquiry-external", "16", IFortepay.Question);

    static readonly SnapWire TransferToBank = Standard(
        "/emoney/bank-account-inquiry",
        "42",
        $$"""
        {"partnerReferenceNo":"{{Reference}}","customerNumber":"6281234500017",
        """
        + """
        "amount":{"value":"10000.00","currency":"IDR"},"beneficiaryAccountNumber":"0123456789",
        """
        + """
        "additionalInfo":{"beneficiaryBankCode":"014"}}
        """);

    public static IReadOnlyList<SnapWire> All { get; } = [IFortepay, Paydia, Internal, External, TransferToBank];

    /// <summary>What tests call it, e.g. <c>snap 16</c>: the dialect, and the service where it has several.</summary>
    public string Name => Dialect is "snap" ? $"{Dialect} {Service}" : Dialect;

    /// <summary>The code of an account that was found.</summary>
    public string Ok => $"200{Service}00";

    /// <summary>What is said of a body that cannot be read.</summary>
    public string Unreadable(string service) =>
        Dialect is "snap" ? $"400{service}00 Bad Request" : $"400{service}01 Invalid Field Format";

    public static SnapWire Of(string name) => All.Single(wire => wire.Name == name);

    /// <summary>Every service of a dialect.</summary>
    public static IEnumerable<SnapWire> AllOf(string dialect) => All.Where(wire => wire.Dialect == dialect);

    static SnapWire Standard(string path, string service, string question) => new(
        "snap",
        routes => SnapDialect.Map(routes.MapGroup("/openapi"), new("v1.0", BankList.Published.Find("014"))),
        "/openapi/v1.0/access-token/b2b",
        "/openapi/v1.0" + path,
        service,
        question);
}
