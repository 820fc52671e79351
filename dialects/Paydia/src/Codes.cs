using Periksa.Wire.Snap;

namespace Periksa.Dialects.Paydia;

/// <summary>The codes that the vendor says in words of its own; everything else is the standard's.</summary>
/// <remarks>It writes no full stop after <c>Unauthorized</c> and gives one code two texts. For the access token it
/// prints no table.</remarks>
internal static class Codes
{
    public static readonly SnapCodes Inquiry = new(ServiceCodes.BankAccountInquiry)
    {
        UnknownClient = Of(401, 00, "Unauthorized [Unknown client]"),
        TimestampNotNear = Of(401, 00, "Unauthorized [Timestamp]"),
        SignatureNotValid = Of(401, 00, "Unauthorized [Signature]"),
        AddressNotRegistered = Of(401, 00, "Unauthorized [IP Address]"),
        TokenExpired = Of(401, 01, "Unauthorized [Invalid Authorization]"),
        TokenNotValid = Of(401, 01, "Invalid Token"),

        // The bank failed, or had no word in time, or something broke here: this wire has no word for "later".
        Failure = Of(500, 02, "Backend system failure"),
    };

    public static readonly SnapCode BankNotSupported = Of(404, 03, "Bank Not Supported By Switch");
    public static readonly SnapCode InvalidAccount = Of(404, 11, "Invalid Account");

    static SnapCode Of(int http, int @case, string message) =>
        new(http, ServiceCodes.BankAccountInquiry, @case, message);
}
