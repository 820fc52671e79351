using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Periksa.Dialects.Snap.Accounts;
using Periksa.Dialects.Snap.VirtualAccounts;
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

    public static readonly SnapSubject VirtualAccountInquiry = VirtualAccount(
        InquiryEndpoint.Operation, "inquiryRequestId", "") with
    {
        Bills = () => VirtualAccountScripts.Bills,
        RefusalsShow = ["virtualAccountData", "additionalInfo"],
    };

    public static readonly SnapSubject VirtualAccountPayment = VirtualAccount(
        PaymentEndpoint.Operation,
        "paymentRequestId",
        ""","paidAmount":{"value":"100000.00","currency":"IDR"}""") with
    {
        CountsMisses = false,
        RefusalsShow = ["virtualAccountData", "additionalInfo"],
    };

    public static readonly SnapSubject VirtualAccountStatus = VirtualAccount(
        StatusEndpoint.Operation, "paymentRequestId", "") with
    {
        CountsMisses = false,
    };

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

    // Of the body, a star is the request's id, and a hash the customer's number.
    static SnapSubject VirtualAccount(SnapOperation operation, string id, string more)
    {
        var body = """{"partnerServiceId":"  009001","customerNo":"#","virtualAccountNo":"  0090011234567890","""
            + $"\"{id}\":\"*\"{more}}}";
        return new(Vendor, operation, Map)
        {
            Body = Fill(body, "INV-1", "1234567890"),
            Missing = (Fill(body, "INV-1", ""), "customerNo"),
            Malformed = (Fill(body, new('1', 129), "1234567890"), id),
            Channel = "95221",
            LaxChannel = "mobile",
            Requests = () => VirtualAccountScripts.Requests,
        };
    }

    static string Fill(string body, string reference, string number) =>
        body.Replace("*", reference, StringComparison.Ordinal).Replace("#", number, StringComparison.Ordinal);
}
