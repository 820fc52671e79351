namespace Periksa.Bench.Snap;

/// <summary>How a dialect of SNAP is asked for an account that the sandbox's bank knows, or for a virtual
/// one.</summary>
/// <param name="Channel">What its callers send as CHANNEL-ID.</param>
/// <param name="Body">The question, with a star for the caller's reference, and where it is about a virtual account
/// a hash for the number that its biller gave.</param>
sealed record SnapDialect(string Name, string TokenPath, string InquiryPath, string Channel, string Body)
{
    public static SnapDialect Paydia { get; } = new(
        "paydia",
        "/snap/v1.0/access-token/b2b",
        "/snap/v1.0/emoney/bank-account-inquiry",
        "128",
        """{"partnerReferenceNo":"r*","amount":{"value":"10000.00","currency":"IDR"}"""
        + ""","beneficiaryAccountNumber":"0123456789","additionalInfo":{"beneficiaryBankCode":"014"}}""");

    public static SnapDialect IFortepay { get; } = new(
        "ifortepay",
        "/api/v1.0/access-token/b2b",
        "/api/v1.0/account-inquiry-external",
        "api",
        """{"partnerReferenceNo":"r*","beneficiaryBankCode":"014","beneficiaryAccountNo":"8753293240"}""");

    /// <summary>The standard itself, by its service 16.</summary>
    public static SnapDialect Standard { get; } = new(
        "snap",
        "/openapi/v1.0/access-token/b2b",
        "/openapi/v1.0/account-inquiry-external",
        "95221",
        """{"beneficiaryBankCode":"014","beneficiaryAccountNo":"0123456789","partnerReferenceNo":"r*"}""");

    /// <summary>The standard's service 24: how much a virtual account owes.</summary>
    public static SnapDialect Inquiry { get; } = Standard with
    {
        InquiryPath = "/openapi/v1.0/transfer-va/inquiry",
        Body = $$"""{{{Account}},"inquiryRequestId":"*"}""",
    };

    /// <summary>Its service 25: what was paid to one.</summary>
    public static SnapDialect Payment { get; } = Standard with
    {
        InquiryPath = "/openapi/v1.0/transfer-va/payment",
        Body = $$$"""{{{{Account}}},"paymentRequestId":"*","paidAmount":{"value":"1000.00","currency":"IDR"}}""",
    };

    const string Account =
        "\"partnerServiceId\":\"  867301\",\"customerNo\":\"#\",\"virtualAccountNo\":\"  867301#\"";

    /// <summary>The same question about another account.</summary>
    public SnapDialect About(string account) =>
        this with { Body = Body.Replace("8753293240", account, StringComparison.Ordinal) };
}
