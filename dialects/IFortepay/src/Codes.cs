using System.Diagnostics;
using Periksa.Inquiries;
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

    public static SnapCode For(InquiryRefusal refusal) => refusal switch
    {
        InquiryRefusal.BankNotSupported => BankNotSupported,
        InquiryRefusal.UnpaidInvoices => throw new UnreachableException("An iFortepay inquiry is not billed."),
        InquiryRefusal.TooManyMisses => Inquiry.TooManyRequests,
        InquiryRefusal.TooBusy => Inquiry.TooManyRequests,
        InquiryRefusal.DayKeyUsed => Inquiry.Conflict,
        InquiryRefusal.ReferenceUsed => Inquiry.DuplicateReference,
    };
}
