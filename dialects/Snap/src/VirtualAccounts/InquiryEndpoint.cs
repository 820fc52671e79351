using Periksa.Bills;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.VirtualAccounts;

/// <summary>A bank's question what is owed on a virtual account, service 24: read, ask, say.</summary>
internal sealed class InquiryEndpoint(IBillPayments bills)
{
    public static readonly BillVerdicts Verdicts = new(ServiceCodes.VirtualAccountInquiry);
    public static readonly SnapOperation Operation = new(Headers.Signed, Verdicts.Usual);

    const int LanguageLengthMaximum = 2;
    const int SourceAccountLengthMaximum = 32;
    const int SourceBankLengthMaximum = 11;
    const int PassAppLengthMaximum = 64;

    public async Task<JsonReply> Inquire(SnapQuestion<InquiryRequest> question, CancellationToken cancel)
    {
        var (wire, bank) = (question.Wire, question.Caller.Credential);
        if (!bank.IsBank)
            return Replies.Of(Verdicts.NotABank);

        var account = AccountIdentity.Read(
            question, wire.PartnerServiceId, wire.CustomerNo, wire.VirtualAccountNo);
        if (FindFault(question, account) is { } fault)
            return Refuse(question, account, Verdict.Of(Verdicts.Usual, fault));

        var answer = await bills.Inquire(new(
            new(bank.Caller),
            new(account.Number),
            new(wire.InquiryRequestId.Text!),
            wire.ChannelCode.Text is { Length: > 0 } code ? code : null,
            BodyDates.Read(wire.TrxDateInit, question.AskedAt),
            question.AskedAt)
        {
            Misses = bank.Misses,
            Keys = question.Keys(reference: null),
        });

        return answer.Verdict switch
        {
            BillVerdict.Payable => Show(wire, account, answer.Bills),
            BillVerdict.NotFound => Refuse(question, account, Verdicts.NoBillOn(account)),
            BillVerdict.AlreadyPaid => Refuse(question, account, Verdicts.Paid),
            BillVerdict.Expired => Refuse(question, account, Verdicts.ExpiredFor(bank.Terms)),
            BillVerdict.KeyUsed => Refuse(question, account, Verdicts.Conflict),
            BillVerdict.TooManyMisses or BillVerdict.TooBusy =>
                Replies.Of(Verdicts.Usual.TooManyRequests),
        };
    }

    static FieldFault? FindFault(SnapQuestion<InquiryRequest> question, AccountIdentity account)
    {
        var wire = question.Wire;
        return account.In(new())
            .Optional("trxDateInit", wire.TrxDateInit, text => BodyDates.IsDate(text, question, "trxDateInit"))
            .Optional("channelCode", wire.ChannelCode.AsText(mayBeNumber: true), BodyFields.IsChannelCode)
            .Optional("language", wire.Language, BodyFields.AtMost(LanguageLengthMaximum))
            .OptionalAmountOfAny("amount", wire.Amount, question)
            .Optional("hashedSourceAccountNo", wire.HashedSourceAccountNo,
                BodyFields.AtMost(SourceAccountLengthMaximum))
            .Optional("sourceBankCode", wire.SourceBankCode, BodyFields.AtMost(SourceBankLengthMaximum))
            .Optional("passApp", wire.PassApp, BodyFields.AtMost(PassAppLengthMaximum))
            .Mandatory("inquiryRequestId", wire.InquiryRequestId, BodyFields.IsRequestId)
            .Optional("additionalInfo", question.ReadObject("additionalInfo", wire.AdditionalInfo))
            .Fault;
    }

    static JsonReply Show(InquiryRequest wire, AccountIdentity account, IReadOnlyList<Bill> bills)
    {
        Bill[] shown = [.. bills.Take(BillText.CountMaximum)];
        var owed = shown.Aggregate(Money.Zero, (sum, bill) => sum + bill.Billed);
        return Say(Verdicts.Successful, Data(wire, account, Verdicts.Successful) with
        {
            VirtualAccountName = BillText.AccountName(shown[0]),
            VirtualAccountEmail = BillText.Email(shown[0]),
            VirtualAccountPhone = BillText.Phone(shown[0]),
            TotalAmount = Amount.Of(owed),
            BillDetails = [.. shown.Select(BillText.Show)],
            VirtualAccountTrxType = BillText.Type(shown),
            FeeAmount = Amount.Of(Money.Zero),
        });
    }

    static JsonReply Refuse(SnapQuestion<InquiryRequest> question, AccountIdentity account, Verdict verdict) =>
        question.Caller.Credential.Terms.Refusal switch
        {
            BankRefusal.Full => Say(verdict, Data(question.Wire, account, verdict)),
            BankRefusal.Bare => Replies.Of(verdict.Code),
        };

    // As a refusal has it: all that is known is what was sent.
    static InquiryData Data(InquiryRequest wire, AccountIdentity account, Verdict verdict) => new(
        verdict.Status,
        verdict.Why,
        account.PartnerServiceId,
        account.CustomerNo,
        account.VirtualAccountNo,
        VirtualAccountName: "",
        VirtualAccountEmail: null,
        VirtualAccountPhone: null,
        wire.InquiryRequestId.Text ?? "",
        Amount.None,
        BillText.NoSubCompany,
        BillDetails: [],
        FreeTexts: [],
        VirtualAccountTrxType: null,
        FeeAmount: null);

    static JsonReply Say(Verdict verdict, InquiryData data) => Replies.Of(
        verdict.Code,
        new Reply<InquiryData>(verdict.Code.Value, verdict.Code.Message, data, new()),
        VirtualAccountsJson.Exact.ReplyInquiryData);
}
