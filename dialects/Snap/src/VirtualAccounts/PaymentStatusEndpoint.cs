using Periksa.Bills;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.VirtualAccounts;

/// <summary>A biller's question for the payment of one of its virtual accounts, service 26: read, find, say.</summary>
internal sealed class PaymentStatusEndpoint(IBillOffice office, IDayKeys keys)
{
    const int ReferenceLengthMaximum = 15;

    public static readonly SnapCodes Usual = SnapCodes.Standard(ServiceCodes.VirtualAccountStatus);
    public static readonly SnapCode NotFound = ResponseCodes.TransactionNotFound(ServiceCodes.VirtualAccountStatus);
    public static readonly SnapOperation Operation = new(Headers.Signed, Usual);

    public async Task<JsonReply> Find(SnapQuestion<PaymentStatusRequest> question, CancellationToken cancel)
    {
        var wire = question.Wire;
        var account = AccountIdentity.Read(
            question, wire.PartnerServiceId, wire.CustomerNo, wire.VirtualAccountNo);
        if (FindFault(question, account) is { } fault)
            return Replies.Of(Usual.For(fault));

        try
        {
            // Looked for first: who is sent away for haste has used up nothing.
            var id = Reference.OrNull(wire.PaymentRequestId.Given ?? wire.InquiryRequestId.Given);
            var found = await office.FindPayment(question.Caller.Partner.Id, new(account.Number), id, cancel);
            if (await keys.Use(question.Keys(reference: null)) is null)
                return Replies.Of(Usual.Conflict);

            return found is null ? Replies.Of(NotFound) : Say(Data(wire, account, found));
        }
        catch (TooBusyException)
        {
            return Replies.Of(Usual.TooManyRequests);
        }
    }

    static FieldFault? FindFault(SnapQuestion<PaymentStatusRequest> question, AccountIdentity account)
    {
        var wire = question.Wire;
        return account.In(new())
            .Optional("inquiryRequestId", wire.InquiryRequestId, BodyFields.IsRequestId)
            .Optional("paymentRequestId", wire.PaymentRequestId, BodyFields.IsRequestId)
            .Optional("additionalInfo", question.ReadObject("additionalInfo", wire.AdditionalInfo))
            .Fault;
    }

    static StatusData Data(PaymentStatusRequest wire, AccountIdentity account, FoundPayment payment)
    {
        var verdict = payment.IsTakenBack ? PaymentVerdicts.Cancelled : PaymentVerdicts.Bills.Successful;
        return new(
            verdict.Status,
            verdict.Why,
            account.PartnerServiceId,
            account.CustomerNo,
            account.VirtualAccountNo,
            wire.InquiryRequestId.Given ?? payment.Id.Value,
            payment.Id.Value,
            Amount.Of(payment.Amount),
            Amount.Of(payment.Amount),
            SnapTimestamp.Write(payment.Bills[0].Payment.TransactionAt, SnapTimestamp.Seconds, BusinessDay.Wib),
            payment.BankReference is { } reference ? Characters.First(reference, ReferenceLengthMaximum) : null,
            [.. payment.Bills.Select(one => BillText.Show(one, Of(one.Payment)))],
            FreeTexts: []);
    }

    static Verdict Of(BillPayment payment) =>
        payment.ReversedAt is null ? PaymentVerdicts.Bills.Successful : PaymentVerdicts.Cancelled;

    static JsonReply Say(StatusData data) => Replies.Of(
        Usual.Successful,
        new Reply<StatusData>(Usual.Successful.Value, Usual.Successful.Message, data, new()),
        VirtualAccountsJson.Exact.ReplyStatusData);
}
