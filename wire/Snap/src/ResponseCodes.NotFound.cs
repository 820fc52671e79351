namespace Periksa.Wire.Snap;

/// <remarks>HTTP 404: something that the request names is not there, or not as it says.</remarks>
public static partial class ResponseCodes
{
    /// <summary>404…00.</summary>
    public static SnapCode InvalidTransactionStatus(int service) => Of(404, service, 00);

    /// <summary>404…01.</summary>
    public static SnapCode TransactionNotFound(int service) => Of(404, service, 01);

    /// <summary>404…02.</summary>
    public static SnapCode InvalidRouting(int service) => Of(404, service, 02);

    /// <summary>404…03.</summary>
    public static SnapCode BankNotSupportedBySwitch(int service) => Of(404, service, 03);

    /// <summary>404…04.</summary>
    public static SnapCode TransactionCancelled(int service) => Of(404, service, 04);

    /// <summary>404…05.</summary>
    public static SnapCode MerchantNotRegisteredForCards(int service) => Of(404, service, 05);

    /// <summary>404…06.</summary>
    public static SnapCode NeedToRequestOtp(int service) => Of(404, service, 06);

    /// <summary>404…07.</summary>
    public static SnapCode JourneyNotFound(int service) => Of(404, service, 07);

    /// <summary>404…08.</summary>
    public static SnapCode InvalidMerchant(int service) => Of(404, service, 08);

    /// <summary>404…09.</summary>
    public static SnapCode NoIssuer(int service) => Of(404, service, 09);

    /// <summary>404…10.</summary>
    public static SnapCode InvalidApiTransition(int service) => Of(404, service, 10);

    /// <summary>404…11. The account, card or customer is unknown to whoever keeps it.</summary>
    public static SnapCode InvalidAccount(int service, string info) =>
        new(404, service, 11, $"Invalid Card/Account/Customer [{info}]/Virtual Account");

    /// <summary>404…12.</summary>
    public static SnapCode InvalidBill(int service, string reason) =>
        new(404, service, 12, $"Invalid Bill/Virtual Account [{reason}]");

    /// <summary>404…13.</summary>
    public static SnapCode InvalidAmount(int service) => Of(404, service, 13);

    /// <summary>404…14.</summary>
    public static SnapCode PaidBill(int service) => Of(404, service, 14);

    /// <summary>404…15.</summary>
    public static SnapCode InvalidOtp(int service) => Of(404, service, 15);

    /// <summary>404…16.</summary>
    public static SnapCode PartnerNotFound(int service) => Of(404, service, 16);

    /// <summary>404…17.</summary>
    public static SnapCode InvalidTerminal(int service) => Of(404, service, 17);

    /// <summary>404…18. A reference came again with other contents. The standard counts that as a
    /// success for transfers, virtual account payments, refunds and voids, and as a failure for cash-out, direct debit,
    /// CPM, authorisation and capture.</summary>
    public static SnapCode InconsistentRequest(int service) => Of(404, service, 18);

    /// <summary>404…19. The bill or virtual account has expired.</summary>
    public static SnapCode ExpiredBill(int service) => Of(404, service, 19);
}
