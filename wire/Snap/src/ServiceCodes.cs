using System.Collections.Frozen;

namespace Periksa.Wire.Snap;

/// <summary>One entry of the standard's list of services.</summary>
/// <param name="Code">Two digits of every response code, 1 to 81.</param>
/// <param name="Method">The HTTP method in capitals.</param>
/// <param name="Path">How the path ends, after the provider's prefix and version, e.g.
/// <c>/account-inquiry-external</c>.</param>
/// <param name="Name">The standard's name for it, with its <c>API</c>.</param>
public sealed record ServiceEntry(int Code, string Method, string Path, string Name);

/// <summary>The services' codes: digits 4 and 5 of every response code.</summary>
/// <remarks>
/// Source: the developer site of SNAP, all services. Its GET for 03 and for 63 to 69 is kept as printed; dashes in
/// names are plain hyphens here.
/// </remarks>
public static class ServiceCodes
{
    /// <summary>API Balance Inquiry.</summary>
    public const int BalanceInquiry = 11;

    /// <summary>API Internal Account Inquiry.</summary>
    public const int AccountInquiryInternal = 15;

    /// <summary>API External Account Inquiry.</summary>
    public const int AccountInquiryExternal = 16;

    /// <summary>API Interbank Transfer.</summary>
    public const int InterbankTransfer = 18;

    /// <summary>API Virtual Account, inquiry.</summary>
    public const int VirtualAccountInquiry = 24;

    /// <summary>API Virtual Account, payment.</summary>
    public const int VirtualAccountPayment = 25;

    /// <summary>API Virtual Account, inquiry status.</summary>
    public const int VirtualAccountStatus = 26;

    /// <summary>API Transaction Status Inquiry, of transfers.</summary>
    public const int TransferStatus = 36;

    /// <summary>API Transfer to Bank, account inquiry.</summary>
    public const int BankAccountInquiry = 42;

    /// <summary>API Access Token B2B.</summary>
    public const int AccessTokenB2B = 73;

    /// <summary>All of them, in the order of their codes.</summary>
    public static IReadOnlyList<ServiceEntry> All { get; } =
    [
        new(01, "POST", "/registration-card-bind", "API Card Registration"),
        new(02, "POST", "/registration/card-bind-limit", "API Card Registration - Set Limit"),
        new(03, "GET", "/registration-card-inquiry", "API Card Registration Inquiry"),
        new(04, "POST", "/otp-verification", "API Verify OTP (Direct Integration)"),
        new(05, "POST", "/registration-card-unbind", "API Card Registration Unbinding"),
        new(06, "POST", "/registration-account-creation", "API Account Creation"),
        new(07, "POST", "/registration-account-binding", "API Account Binding"),
        new(08, "POST", "/registration-account-inquiry", "API Account Binding Inquiry"),
        new(09, "POST", "/registration-account-unbinding", "API Account Unbinding"),
        new(10, "GET", "/get-auth-code", "API Get Oauth URL"),
        new(11, "POST", "/balance-inquiry", "API Balance Inquiry"),
        new(12, "POST", "/transaction-history-list", "API Transaction History List"),
        new(13, "POST", "/transaction-history-detail", "API Transaction History Detail"),
        new(14, "POST", "/bank-statement", "API Bank Statement"),
        new(15, "POST", "/account-inquiry-internal", "API Internal Account Inquiry"),
        new(16, "POST", "/account-inquiry-external", "API External Account Inquiry"),
        new(17, "POST", "/transfer-intrabank", "API Intrabank Transfer"),
        new(18, "POST", "/transfer-interbank", "API Interbank Transfer"),
        new(19, "POST", "/transfer-request-for-payment", "API Request for Payment"),
        new(20, "POST", "/transfer-interbank-bulk", "API Interbank Bulk Transfer"),
        new(21, "POST", "/transfer-interbank-bulk/notify", "API Interbank Bulk Transfer - Notification"),
        new(22, "POST", "/transfer-rtgs", "API Transfer RTGS"),
        new(23, "POST", "/transfer-skn", "API Transfer SKNBI"),
        new(24, "POST", "/transfer-va/inquiry", "API Virtual Account - Inquiry"),
        new(25, "POST", "/transfer-va/payment", "API Virtual Account - Payment"),
        new(26, "POST", "/transfer-va/status", "API Virtual Account - Inquiry Status"),
        new(27, "POST", "/transfer-va/create-va", "API Virtual Account - Create VA"),
        new(28, "PUT", "/transfer-va/update-va", "API Virtual Account - Update VA"),
        new(29, "PUT", "/transfer-va/update-status", "API Virtual Account - Update Status VA"),
        new(30, "POST", "/transfer-va/inquiry-va", "API Virtual Account - Inquiry VA"),
        new(31, "DELETE", "/transfer-va/delete-va", "API Virtual Account - Delete VA"),
        new(32, "POST", "/transfer-va/inquiry-intrabank",
            "API Virtual Account - Inquiry Payment to VA from Intra Bank"),
        new(33, "POST", "/transfer-va/payment-intrabank", "API Virtual Account - Payment to VA from Intra Bank"),
        new(34, "POST", "/transfer-va/notify-payment-intrabank",
            "API Virtual Account - Notification for Payment to VA from Intra Bank"),
        new(35, "GET", "/transfer-va/report", "API Virtual Account - Get Report"),
        new(36, "POST", "/transfer/status", "API Transaction Status Inquiry"),
        new(37, "POST", "/emoney/account-inquiry", "API Account Inquiry - Customer Top Up"),
        new(38, "POST", "/emoney/topup", "API Customer Top Up"),
        new(39, "POST", "/emoney/topup-status", "API Customer Top Up Inquiry Status"),
        new(40, "POST", "/emoney/bulk-cashin-payment", "API Submit Bulk Cash In"),
        new(41, "POST", "/emoney/bulk-cashin-notify", "API Notify Bulk Cash In"),
        new(42, "POST", "/emoney/bank-account-inquiry", "API Transfer to Bank-Account Inquiry"),
        new(43, "POST", "/emoney/transfer-bank", "API Transfer to Bank-Payment Transaction"),
        new(44, "POST", "/emoney/otc-cashout", "API Transfer to OTC - Create Payment"),
        new(45, "POST", "/emoney/otc-status", "API Transfer to OTC - Transfer Status"),
        new(46, "POST", "/emoney/otc-cancel", "API Transfer to OTC - Cancel Payment"),
        new(47, "POST", "/qr/qr-mpm-generate", "API Generate QR MPM"),
        new(48, "POST", "/qr/qr-mpm-decode", "API Decode QR MPM"),
        new(49, "POST", "/qr/apply-ott", "API Payment Redirect"),
        new(50, "POST", "/qr/qr-mpm-payment", "API Payment - Host to Host"),
        new(51, "POST", "/qr/qr-mpm-query", "API Query Payment"),
        new(52, "POST", "/qr/qr-mpm-notify", "API Payment Notification"),
        new(53, "POST", "/qr/qr-mpm-status", "API Transaction Status Inquiry"),
        new(54, "POST", "/debit/payment-host-to-host", "API Direct Debit Payment"),
        new(55, "POST", "/debit/status", "API Direct Debit Payment Status"),
        new(56, "POST", "/debit/notify", "API Direct Debit Payment Notification"),
        new(57, "POST", "/debit/cancel", "API Direct Debit Payment Cancel"),
        new(58, "POST", "/debit/refund", "API Direct Debit Payment Refund"),
        new(59, "POST", "/qr/qr-cpm-generate", "API Generate QR CPM"),
        new(60, "POST", "/qr/qr-cpm-payment", "API CPM Payment"),
        new(61, "POST", "/qr/qr-cpm-query", "API Query Payment"),
        new(62, "POST", "/qr/qr-cpm-cancel", "API Cancel Payment"),
        new(63, "GET", "/auth/payment", "API Auth Payment"),
        new(64, "GET", "/auth/query", "API Payment Query"),
        new(65, "GET", "/auth/capture", "API Capture"),
        new(66, "GET", "/auth/capture-query", "API Capture Query"),
        new(67, "GET", "/auth/void", "API Void"),
        new(68, "GET", "/auth/void-query", "API Void Query"),
        new(69, "GET", "/auth/refund", "API Refund"),
        new(70, "POST", "/debit/fast-emandate", "API Registrasi e-Mandate"),
        new(71, "POST", "/debit/fast-payment", "API Trigger Direct Debit Transfer"),
        new(72, "POST", "/debit/fast-notify", "API Notify"),
        new(73, "POST", "/access-token/b2b", "API Access Token B2B"),
        new(74, "POST", "/access-token/b2b2c", "API Access Token B2B2C"),
        new(75, "POST", "/transfer-skn/notify", "API SKNBI - Notification"),
        new(76, "POST", "/transfer-rtgs/notify", "API RTGS - Notification"),
        new(77, "POST", "/qr/qr-mpm-cancel", "API Cancel Payment"),
        new(78, "POST", "/qr/qr-mpm-refund", "API Refund Payment"),
        new(79, "POST", "/qr/qr-cpm-notify", "API Payment Notification"),
        new(80, "POST", "/qr/qr-cpm-refund", "API Refund Payment"),
        new(81, "POST", "/otp", "API OTP"),
    ];

    static readonly FrozenDictionary<string, ServiceEntry> Endings = All.ToFrozenDictionary(entry => entry.Path);

    /// <summary>The service with this code; <c>null</c> where the standard has none.</summary>
    public static ServiceEntry? Find(int code) => code >= 1 && code <= All.Count ? All[code - 1] : null;

    /// <summary>The service whose path this one ends with; <c>null</c> for none. Its method may be another: which one a
    /// provider serves is for its contract to say.</summary>
    /// <param name="path">A path with any prefix, e.g. <c>/snap/v1.0/emoney/bank-account-inquiry</c>; a query is left
    /// out of account. Letters count as written.</param>
    public static ServiceEntry? FindByPath(ReadOnlySpan<char> path)
    {
        if (path.IndexOf('?') is >= 0 and var query)
            path = path[..query];

        // A service's path has one or two segments, and none is the end of another.
        var endings = Endings.GetAlternateLookup<ReadOnlySpan<char>>();
        var last = path.LastIndexOf('/');
        if (last < 0)
            return null;

        if (endings.TryGetValue(path[last..], out var entry))
            return entry;

        var former = path[..last].LastIndexOf('/');
        return former >= 0 && endings.TryGetValue(path[former..], out entry) ? entry : null;
    }
}
