using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Periksa.Dialects.Snap.Accounts;
using Periksa.Dialects.Snap.Transfers;
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

    public static readonly SnapSubject Transfer = new(Vendor, TransferEndpoint.Operation, Map)
    {
        Body = Sending(),
        Missing = (Sending(number: ""), "beneficiaryAccountNo"),
        Malformed = (Sending(reference: new('1', 65)), "partnerReferenceNo"),
        Channel = "95221",
        LaxChannel = "mobile",
        Answerer = () => new TransferAnswerer(),
    };

    public static readonly SnapSubject Status = LookUp(
        StatusEndpoint.Operation,
        """{"originalPartnerReferenceNo":"*","serviceCode":"#"}""",
        ("serviceCode", "18"),
        "originalPartnerReferenceNo");

    public static readonly SnapSubject Balance = LookUp(
        BalanceEndpoint.Operation,
        """{"partnerReferenceNo":"*","accountNo":"#"}""",
        ("accountNo", SnapCallers.PayingAccount),
        "partnerReferenceNo");

    public static readonly SnapSubject VirtualAccountInquiry = VirtualAccount(
        InquiryEndpoint.Operation, "inquiryRequestId", "") with
    {
        Answerer = () => new OwingAnswerer(),
        SpendsMisses = true,
        RefusalsShow = ["virtualAccountData", "additionalInfo"],
    };

    public static readonly SnapSubject VirtualAccountPayment = VirtualAccount(
        PaymentEndpoint.Operation,
        "paymentRequestId",
        ""","paidAmount":{"value":"100000.00","currency":"IDR"}""") with
    {
        Answerer = () => new PaymentAnswerer(),
        RefusalsShow = ["virtualAccountData", "additionalInfo"],
    };

    public static readonly SnapSubject VirtualAccountStatus = VirtualAccount(
        PaymentStatusEndpoint.Operation, "paymentRequestId", "");

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
        Answerer = () => new InquiriesAnswerer(Scripts.Inquiries),
    };

    static SnapSubject LookUp(
        SnapOperation operation, string body, (string Field, string Value) mandatory, string optional) =>
        new(Vendor, operation, Map)
        {
            Body = Fill(body, "INV-1", mandatory.Value),
            Missing = (Fill(body, "INV-1", ""), mandatory.Field),
            Malformed = (Fill(body, new('1', 65), mandatory.Value), optional),
            Channel = "95221",
            LaxChannel = "mobile",
            Answerer = () => new LookUpAnswerer(),
            SpendsMisses = false,
        };

    static string Sending(string reference = "INV-1", string number = "0123456789") => Fill(
        """{"partnerReferenceNo":"*","amount":{"value":"150000.00","currency":"IDR"}"""
        + ""","beneficiaryAccountName":"John Doe","beneficiaryAccountNo":"#","beneficiaryBankCode":"014" """.TrimEnd()
        + ""","sourceAccountNo":"8800000001","transactionDate":"2026-11-24T10:15:00+07:00"}""",
        reference,
        number);

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
            Answerer = () => new StatusAnswerer(),
            SpendsMisses = false,
        };
    }

    static string Fill(string body, string reference, string number) =>
        body.Replace("*", reference, StringComparison.Ordinal).Replace("#", number, StringComparison.Ordinal);
}
