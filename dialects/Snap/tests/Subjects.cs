using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Periksa.Dialects.Snap.Accounts;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.Snap.Tests;

/// <summary>The dialect as the host serves it, and each of its services as the laws are tried with it.</summary>
static class Subjects
{
    static readonly SnapSettings Settings = new("v1.0", BankList.Published.Find("014"));

    static readonly SnapVendor Vendor = SnapDialect.Vendor with { Prefix = "/openapi/v1.0" };

    public static readonly SnapSubject Internal = Account(
        InternalEndpoint.Operation,
        "beneficiaryAccountNo",
        """{"partnerReferenceNo":"*","beneficiaryAccountNo":"#"}""");

    public static readonly SnapSubject External = Account(
        ExternalEndpoint.Operation,
        "beneficiaryAccountNo",
        """{"beneficiaryBankCode":"014","beneficiaryAccountNo":"#","partnerReferenceNo":"*"}""");

    public static readonly SnapSubject TransferToBank = Account(
        TransferToBankEndpoint.Operation,
        "beneficiaryAccountNumber",
        """{"partnerReferenceNo":"*","customerNumber":"628123","amount":{"value":"1.00","currency":"IDR"}"""
        + ""","beneficiaryAccountNumber":"#","additionalInfo":{"beneficiaryBankCode":"014"}}""");

    public static void Map(IEndpointRouteBuilder routes) =>
        SnapDialect.Map(routes.MapGroup(new SnapDialect().Prefix), Settings);

    // Of the body, a star is the reference, and a hash the account's number.
    static SnapSubject Account(SnapOperation operation, string number, string body) => new(Vendor, operation, Map)
    {
        Body = Fill(body, "INV-1", "0123456789"),
        Missing = (Fill(body, "INV-1", ""), number),
        Malformed = (Fill(body, new('1', 65), "0123456789"), "partnerReferenceNo"),
        Channel = "95221",
        LaxChannel = "mobile",
        Inquiries = () => Scripts.Inquiries,
    };

    static string Fill(string body, string reference, string number) =>
        body.Replace("*", reference, StringComparison.Ordinal).Replace("#", number, StringComparison.Ordinal);
}
