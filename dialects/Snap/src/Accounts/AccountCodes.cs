using Periksa.Inquiries;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.Accounts;

/// <summary>The codes of an account inquiry, whichever service it is.</summary>
internal sealed class AccountCodes(int service)
{
    public SnapCodes Usual { get; } = SnapCodes.Standard(service);

    // Of the standard's words for cards, accounts and customers, those for an account.
    public SnapCode Inactive { get; } = new(403, service, 18, "Inactive Account");
    public SnapCode InvalidAccount { get; } = new(404, service, 11, "Invalid Account");

    public SnapCode Dormant { get; } = ResponseCodes.DormantAccount(service);
    public SnapCode BankNotSupported { get; } = ResponseCodes.BankNotSupportedBySwitch(service);
    public SnapCode BankFailed { get; } = ResponseCodes.ExternalServerError(service);

    /// <summary>The bank had no word in time, or one that makes no sense.</summary>
    public SnapCode NoWord { get; } = ResponseCodes.Timeout(service);

    public SnapCode For(InquiryAnswer answer) => answer.Match(
        found => Usual.Successful,
        notFound => For(notFound.Why),
        pending => NoWord,   // the standard has a word for "later", but nobody would be told then
        failed => BankFailed,
        refused => Usual.For(refused.Why, BankNotSupported));

    SnapCode For(AccountAbsence why) => why switch
    {
        AccountAbsence.Unknown => InvalidAccount,
        AccountAbsence.Closed => Inactive,
        AccountAbsence.Dormant => Dormant,
        AccountAbsence.Blocked => InvalidAccount,   // the standard has no code for it
    };
}
