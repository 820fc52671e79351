namespace Periksa.Bench.Snap;

/// <summary>How a dialect of SNAP is asked for an account that the sandbox's bank knows.</summary>
/// <param name="Channel">What its callers send as CHANNEL-ID.</param>
/// <param name="Body">The question, with a star for the caller's reference.</param>
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

    /// <summary>The same question about another account.</summary>
    public SnapDialect About(string account) =>
        this with { Body = Body.Replace("8753293240", account, StringComparison.Ordinal) };
}
