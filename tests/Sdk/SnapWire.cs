using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Periksa.Dialects.IFortepay;
using Periksa.Dialects.Paydia;
using Periksa.Dialects.Snap;

namespace Periksa.Sdk.Tests;

/// <summary>A service of one of the SNAP dialects, as an SDK is set up for it. An SDK writes all its requests alike, so
/// each is tried at every service.</summary>
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

    /// <summary>Of the caller's partner, to send from.</summary>
    public const string PayingAccount = "8800000001";

    const string UsualPrefix = "/openapi";
    const string UsualVersion = "v1.0";

    const string VirtualAccount = """
        "partnerServiceId":"  009001","customerNo":"1234567890","virtualAccountNo":"  0090011234567890"
        """;

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
        "amount":{"value":"10000.00","currency":"IDR"},"beneficiaryAccountNumber":"0123456789",
        "additionalInfo":{"beneficiaryBankCode":"014"}
        }
        """);

    static readonly SnapWire Transfer = Standard(
        "/transfer-interbank",
        "18",
        $$"""
        {"partnerReferenceNo":"{{Reference}}","amount":{"value":"10000.00","currency":"IDR"},
        "beneficiaryAccountName":"John Doe","beneficiaryAccountNo":"0123456789","beneficiaryBankCode":"014",
        "sourceAccountNo":"{{PayingAccount}}","transactionDate":"2026-11-28T23:14:10+07:00"}
        """);

    static readonly SnapWire TransferStatus = Standard(
        "/transfer/status",
        "36",
        $$"""{"originalPartnerReferenceNo":"{{Reference}}","serviceCode":"18"}""");

    static readonly SnapWire Balance = Standard(
        "/balance-inquiry",
        "11",
        $$"""{"partnerReferenceNo":"{{Reference}}","accountNo":"{{PayingAccount}}"}""") with { Heard = PayingAccount };

    static readonly SnapWire BillInquiry = Standard(
        "/transfer-va/inquiry",
        "24",
        $$"""{{{VirtualAccount}},"inquiryRequestId":"{{Reference}}"}""");

    static readonly SnapWire BillPayment = Standard(
        "/transfer-va/payment",
        "25",
        $$"""
        {{{VirtualAccount}},"paymentRequestId":"{{Reference}}",
        "paidAmount":{"value":"10000.00","currency":"IDR"}
        }
        """);

    static readonly SnapWire BillStatus = Standard(
        "/transfer-va/status",
        "26",
        $$"""{{{VirtualAccount}},"inquiryRequestId":"{{Reference}}"}""");

    public static IReadOnlyList<SnapWire> All { get; } =
    [
        IFortepay, Paydia, Internal, External, TransferToBank, Transfer, TransferStatus, Balance, BillInquiry,
        BillPayment, BillStatus,
    ];

    /// <summary>What of the question is the name of what it is about.</summary>
    public string Heard { get; private init; } = Reference;

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

    /// <summary>Of a dialect whose tokens are asked for, which are the same for all its services.</summary>
    public static SnapWire FirstOf(string dialect) => AllOf(dialect).First();

    /// <summary>The same where an operator has set SNAP up for another prefix and version.</summary>
    public SnapWire At(string prefix, string version) =>
        Standard(InquiryTarget[$"{UsualPrefix}/{UsualVersion}".Length..], Service, Question, prefix, version) with
        {
            Heard = Heard,
        };

    // Of a question, the lines are joined.
    static SnapWire Standard(
        string path, string service, string question, string prefix = UsualPrefix, string version = UsualVersion) =>
        new(
            "snap",
            routes => SnapDialect.Map(routes.MapGroup(prefix), new(version, BankList.Published.Find("014"))),
            $"{prefix}/{version}/access-token/b2b",
            $"{prefix}/{version}{path}",
            service,
            question.ReplaceLineEndings(""));
}
