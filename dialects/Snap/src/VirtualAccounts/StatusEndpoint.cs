using Periksa.Bills;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.VirtualAccounts;

/// <summary>A biller's question for the payment of one of its virtual accounts, service 26: read, ask, say.</summary>
internal sealed class StatusEndpoint(IPaymentRequests requests)
{
    const int Service = ServiceCodes.VirtualAccountStatus;
    const int ReferenceLengthMaximum = 15;

    public static readonly SnapCodes Codes = SnapCodes.Standard(Service);
    public static readonly SnapOperation Operation = new(Headers.Signed, Codes);

    public static readonly SnapCode NotFound = ResponseCodes.TransactionNotFound(Service);

    static readonly TimeSpan Jakarta = TimeSpan.FromHours(7);

    public async Task<JsonReply> Find(SnapQuestion<StatusRequest> question, CancellationToken cancel)
    {
        var wire = question.Wire;
        var account = AccountIdentity.Read(
            question, wire.PartnerServiceId, wire.CustomerNo, wire.VirtualAccountNo);
        if (FindFault(question, account) is { } fault)
            return Replies.Of(Codes.For(fault));

        var answer = await requests.Find(new(
            question.Keys(reference: null),
            question.Caller.Partner.Id,
            account.Number,
            wire.PaymentRequestId.Given ?? wire.InquiryRequestId.Given,
            question.AskedAt));

        return answer.Match(
            found => Replies.Of(
                Codes.Successful,
                new Reply<StatusData>(
                    Codes.Successful.Value, Codes.Successful.Message, Data(wire, account, found.Payment), new()),
                VirtualAccountsJson.Exact.ReplyStatusData),
            notFound => Replies.Of(NotFound),
            keyUsed => Replies.Of(Codes.Conflict),
            notNow => Replies.Of(Codes.TooManyRequests));
    }

    static FieldFault? FindFault(SnapQuestion<StatusRequest> question, AccountIdentity account)
    {
        var wire = question.Wire;
        return account.In(new())
            .Optional("inquiryRequestId", wire.InquiryRequestId, BodyFields.IsRequestId)
            .Optional("paymentRequestId", wire.PaymentRequestId, BodyFields.IsRequestId)
            .Optional("additionalInfo", question.ReadObject("additionalInfo", wire.AdditionalInfo))
            .Fault;
    }

    static StatusData Data(StatusRequest wire, AccountIdentity account, FoundPayment payment)
    {
        var verdict = payment.IsTakenBack ? PaymentVerdicts.Cancelled : PaymentVerdicts.Bills.Successful;
        var reference = payment.BankReference;
        return new(
            verdict.Status,
            verdict.Why,
            account.PartnerServiceId,
            account.CustomerNo,
            account.VirtualAccountNo,
            wire.InquiryRequestId.Given ?? payment.RequestId,
            payment.RequestId,
            Amount.Of(payment.Amount),
            Amount.Of(payment.Amount),
            SnapTimestamp.Write(payment.Bills[0].Payment.TransactionAt, SnapTimestamp.Seconds, Jakarta),
            reference is null ? null : Characters.First(reference, ReferenceLengthMaximum),
            [.. payment.Bills.Select(one => BillText.Show(one, Of(one.Payment)))],
            FreeTexts: []);
    }

    static Verdict Of(BillPayment payment) =>
        payment.ReversedAt is null ? PaymentVerdicts.Bills.Successful : PaymentVerdicts.Cancelled;
}
