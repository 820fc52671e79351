using Periksa.Disbursements;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.Transfers;

/// <summary>Balance of a partner's paying account, service 11: read, find, say.</summary>
internal sealed class BalanceEndpoint(IDisbursements disbursements, IDayKeys keys)
{
    public static readonly SnapCodes Usual = SnapCodes.Standard(ServiceCodes.BalanceInquiry);

    /// <summary>The account is none of the caller's.</summary>
    public static readonly SnapCode InvalidAccount = new(404, ServiceCodes.BalanceInquiry, 11, "Invalid Account");

    public static readonly SnapOperation Operation = new(Headers.Signed, Usual);

    const int ReferenceLengthMaximum = 64;
    const int NumberLengthMaximum = 16;
    const int NameLengthMaximum = 140;

    // The one kind of balance there is, and the standard's word for an account that may pay.
    const string Cash = "Cash";
    const string Active = "0001";

    public async Task<JsonReply> Inquire(SnapQuestion<BalanceRequest> question, CancellationToken cancel)
    {
        var wire = question.Wire;
        wire = wire with { AdditionalInfo = question.ReadObject("additionalInfo", wire.AdditionalInfo) };
        if (FindFault(wire) is { } fault)
            return Replies.Of(Usual.For(fault));

        try
        {
            var number = wire.AccountNo.Text!;
            var account = question.Caller.Credential.PayingAccounts.Contains(new(number))
                ? await disbursements.FindAccount(new(number))
                : null;
            if (await keys.Use(question.Keys(reference: null)) is not { } id)
                return Replies.Of(Usual.Conflict);

            return account is null ? Replies.Of(InvalidAccount) : Say(Usual.Successful, Write(id, wire, account));
        }
        catch (TooBusyException)
        {
            return Replies.Of(Usual.TooManyRequests);
        }
    }

    static JsonReply Say(SnapCode code, BalanceReply reply) =>
        JsonReply.Of(code.Http, reply, TransfersJson.Exact.BalanceReply);

    static FieldFault? FindFault(BalanceRequest wire) => new FieldTable()
        .Optional("partnerReferenceNo", wire.PartnerReferenceNo, static text =>
            Characters.AreAtMost(text, ReferenceLengthMaximum))
        .Mandatory("accountNo", wire.AccountNo, static text => Characters.AreAtMost(text, NumberLengthMaximum))
        .Optional("additionalInfo", wire.AdditionalInfo)
        .Fault;

    // A transfer on its way is debited already, so nothing is held or floats.
    static BalanceReply Write(InquiryId id, BalanceRequest wire, PayingAccount account) => new(
        Usual.Successful.Value,
        Usual.Successful.Message,
        id.ToString(),
        wire.PartnerReferenceNo.Given,
        account.Id,
        Characters.First(account.HolderName, NameLengthMaximum),
        [
            new(
                Cash,
                Amount.Of(account.Balance),
                Amount.Of(Money.Zero),
                Amount.Of(Money.Zero),
                Amount.Of(account.Balance),
                Active),
        ],
        new());
}
