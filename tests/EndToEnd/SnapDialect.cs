namespace Periksa.EndToEnd.Tests;

/// <summary>What one of the SNAP dialects calls things.</summary>
public sealed record SnapDialect(string Name, string Service, string TokenPath, string InquiryPath, string Channel)
{
    public static SnapDialect Paydia { get; } = new(
        "paydia", "42", "/snap/v1.0/access-token/b2b", "/snap/v1.0/emoney/bank-account-inquiry", "128");

    public static SnapDialect IFortepay { get; } = new(
        "ifortepay", "16", "/api/v1.0/access-token/b2b", "/api/v1.0/account-inquiry-external", "api");

    /// <summary>The standard itself, by its service 16.</summary>
    public static SnapDialect Standard { get; } = new(
        "snap", "16", "/openapi/v1.0/access-token/b2b", "/openapi/v1.0/account-inquiry-external", "95221");

    /// <summary>The vendors'.</summary>
    public static IReadOnlyList<SnapDialect> Both { get; } = [Paydia, IFortepay];

    public string Body(SnapQuestion question) => this == Paydia
        ? $$$"""
          {"partnerReferenceNo":"{{{question.Reference}}}","amount":{"value":"10000.00","currency":"IDR"},
          "beneficiaryAccountNumber":"{{{question.Account}}}",
          "additionalInfo":{"beneficiaryBankCode":"{{{question.Bank}}}"}}
          """.ReplaceLineEndings("")
        : this == Standard
        ? $$$"""
          {"beneficiaryBankCode":"{{{question.Bank}}}","beneficiaryAccountNo":"{{{question.Account}}}",
          "partnerReferenceNo":"{{{question.Reference}}}"}
          """.ReplaceLineEndings("")
        : $$$"""
          {"partnerReferenceNo":"{{{question.Reference}}}","beneficiaryBankCode":"{{{question.Bank}}}",
          "beneficiaryAccountNo":"{{{question.Account}}}",
          "additionalInfo":{"isVirtualAccount":"{{{question.IsVirtual}}}"}}
          """.ReplaceLineEndings("");
}

/// <summary>What is asked, with ids that nobody has used before unless they are given.</summary>
public sealed record SnapQuestion
{
    static long _unique = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000;

    public string Account { get; init; } = "0123456789";

    public string Bank { get; init; } = "014";

    /// <summary>Y or N, for the dialect that asks.</summary>
    public string IsVirtual { get; init; } = "N";

    public string Reference { get; init; } = $"ref-{Unique()}";

    public string ExternalId { get; init; } = Unique();

    public string Stamp { get; init; } = Now();

    /// <summary>Written in the request line instead of the dialect's usual path.</summary>
    public string? Target { get; init; }

    /// <summary>Signed instead of what is written in the request line.</summary>
    public string? SignedTarget { get; init; }

    /// <summary>Sent instead of the dialect's usual body.</summary>
    public byte[]? Body { get; init; }

    public static string Unique() => $"{Interlocked.Increment(ref _unique)}";

    /// <summary>Real time as it is stamped, whatever a sandbox's clock says.</summary>
    public static string Now() => Write(TimeProvider.System.GetUtcNow());

    /// <summary>Another moment, and one that is taken.</summary>
    public static string Soon() => Write(TimeProvider.System.GetUtcNow().AddSeconds(30));

    public static string Write(DateTimeOffset moment) =>
        moment.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd'T'HH:mm:ss'+07:00'");
}
