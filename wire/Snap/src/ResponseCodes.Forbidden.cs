namespace Periksa.Wire.Snap;

/// <remarks>HTTP 403: understood, and not allowed.</remarks>
public static partial class ResponseCodes
{
    /// <summary>403…00.</summary>
    public static SnapCode TransactionExpired(int service) => Of(403, service, 00);

    /// <summary>403…01.</summary>
    public static SnapCode FeatureNotAllowed(int service, string reason) =>
        new(403, service, 01, $"Feature Not Allowed [{reason}]");

    /// <summary>403…02.</summary>
    public static SnapCode ExceedsTransactionAmountLimit(int service) => Of(403, service, 02);

    /// <summary>403…03.</summary>
    public static SnapCode SuspectedFraud(int service) => Of(403, service, 03);

    /// <summary>403…04.</summary>
    public static SnapCode ActivityCountLimitExceeded(int service) => Of(403, service, 04);

    /// <summary>403…05.</summary>
    public static SnapCode DoNotHonor(int service) => Of(403, service, 05);

    /// <summary>403…06.</summary>
    public static SnapCode FeatureNotAllowedAtThisTime(int service, string reason) =>
        new(403, service, 06, $"Feature Not Allowed At This Time. [{reason}]");

    /// <summary>403…07.</summary>
    public static SnapCode CardBlocked(int service) => Of(403, service, 07);

    /// <summary>403…08.</summary>
    public static SnapCode CardExpired(int service) => Of(403, service, 08);

    /// <summary>403…09.</summary>
    public static SnapCode DormantAccount(int service) => Of(403, service, 09);

    /// <summary>403…10.</summary>
    public static SnapCode NeedToSetTokenLimit(int service) => Of(403, service, 10);

    /// <summary>403…11.</summary>
    public static SnapCode OtpBlocked(int service) => Of(403, service, 11);

    /// <summary>403…12.</summary>
    public static SnapCode OtpLifetimeExpired(int service) => Of(403, service, 12);

    /// <summary>403…13. The standard misspells the cardholder.</summary>
    public static SnapCode OtpSentToCardholder(int service) => Of(403, service, 13);

    /// <summary>403…14.</summary>
    public static SnapCode InsufficientFunds(int service) => Of(403, service, 14);

    /// <summary>403…15. The standard has no space after its full stop.</summary>
    public static SnapCode TransactionNotPermitted(int service, string reason) =>
        new(403, service, 15, $"Transaction Not Permitted.[{reason}]");

    /// <summary>403…16.</summary>
    public static SnapCode SuspendTransaction(int service) => Of(403, service, 16);

    /// <summary>403…17.</summary>
    public static SnapCode TokenLimitExceeded(int service) => Of(403, service, 17);

    /// <summary>403…18.</summary>
    public static SnapCode InactiveCardOrAccountOrCustomer(int service) => Of(403, service, 18);

    /// <summary>403…19.</summary>
    public static SnapCode MerchantBlacklisted(int service) => Of(403, service, 19);

    /// <summary>403…20. The standard leaves out the last two letters.</summary>
    public static SnapCode MerchantLimitExceeded(int service) => Of(403, service, 20);

    /// <summary>403…21.</summary>
    public static SnapCode SetLimitNotAllowed(int service) => Of(403, service, 21);

    /// <summary>403…22.</summary>
    public static SnapCode TokenLimitInvalid(int service) => Of(403, service, 22);

    /// <summary>403…23. The standard leaves out the last two letters.</summary>
    public static SnapCode AccountLimitExceeded(int service) => Of(403, service, 23);
}
