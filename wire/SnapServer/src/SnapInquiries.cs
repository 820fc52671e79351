using System.Diagnostics;
using Periksa.Inquiries;
using Periksa.Wire.Snap;

namespace Periksa.Wire.SnapServer;

/// <summary>Account inquiries, whichever of the standard's services they come by.</summary>
public static class SnapInquiries
{
    /// <summary>The question in the core's words. It is not billed, and uses up its keys.</summary>
    /// <param name="reference">Its partnerReferenceNo; <c>null</c> for none.</param>
    /// <param name="budget">Time the bank may take.</param>
    public static AccountInquiry Inquiry<T>(
        this SnapQuestion<T> question, BankAccount account, string? reference, TimeSpan budget)
    {
        var credential = question.Caller.Credential;
        return new(credential.Partner, credential.Dialect, account, question.AskedAt, Price: null, budget)
        {
            Keys = question.Keys(reference),
        };
    }

    /// <summary>The code of what we refuse ourselves.</summary>
    /// <param name="bankNotSupported">What the vendor says of a bank that is not on the list.</param>
    public static SnapCode For(this SnapCodes codes, InquiryRefusal refusal, SnapCode bankNotSupported) =>
        refusal switch
        {
            InquiryRefusal.BankNotSupported => bankNotSupported,
            InquiryRefusal.UnpaidInvoices => throw new UnreachableException("A SNAP inquiry is not billed."),
            InquiryRefusal.TooManyMisses => codes.TooManyRequests,
            InquiryRefusal.TooBusy => codes.TooManyRequests,
            InquiryRefusal.DayKeyUsed => codes.Conflict,
            InquiryRefusal.ReferenceUsed => codes.DuplicateReference,
        };
}
