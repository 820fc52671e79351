using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

/// <summary>The codes that answer an account inquiry. The vendor prints two of them; the others are the
/// standard's.</summary>
internal static class Codes
{
    public static readonly SnapCodes Inquiry = new(ServiceCodes.AccountInquiryExternal);

    public static readonly SnapCode InProgress = ResponseCodes.RequestInProgress(Inquiry.Service);

    /// <summary>The text is the vendor's sample's, not the standard's.</summary>
    public static readonly SnapCode BankNotSupported =
        new(404, Inquiry.Service, 03, "Bank Not Supported - Not Support Provider Bank Code");
}
