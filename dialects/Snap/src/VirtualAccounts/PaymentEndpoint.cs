using Periksa.Bills;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.VirtualAccounts;

/// <summary>A bank's word that it was paid, service 25: read, ask, say.</summary>
internal sealed class PaymentEndpoint(IPaymentRequests requests)
{
    public static readonly SnapOperation Operation = new(Headers.Signed, PaymentVerdicts.Bills.Usual);

    static readonly BillVerdicts Verdicts = PaymentVerdicts.Bills;

    public async Task<JsonReply> Pay(SnapQuestion<PaymentFlagRequest> question, CancellationToken cancel)
    {
        var (wire, bank) = (question.Wire, question.Caller.Credential);
        if (!bank.IsBank)
            return Replies.Of(Verdicts.NotABank);

        var account = AccountIdentity.Read(
            question, wire.PartnerServiceId, wire.CustomerNo, wire.VirtualAccountNo);
        if (PaymentFields.FindFault(question, account) is { } fault)
            return Say(Verdict.Of(Verdicts.Usual, fault));

        var answer = await requests.Pay(PaymentFields.Read(question, account), cancel);
        return answer.Match(
            decided => Say(For(decided.Outcome), decided.Outcome),
            copied => Say(PaymentVerdicts.ForCopy(For(copied.First), bank.Terms), copied.First),
            differs => Say(PaymentVerdicts.For(differs.Field)),
            keyUsed => Say(Verdicts.Conflict),
            notNow => Replies.Of(Verdicts.Usual.TooManyRequests),
            suspect => Replies.Of(PaymentVerdicts.Timeout));

        Verdict For(RequestOutcome outcome) => PaymentVerdicts.For(outcome, account, bank.Terms);

        JsonReply Say(Verdict verdict, RequestOutcome? outcome = null) => Write(
            verdict, bank.Terms, () => Data(wire, account, verdict, outcome?.Paid ?? []));
    }

    static JsonReply Write(Verdict verdict, BankTerms terms, Func<PaymentData> data)
    {
        // An inconsistent request counts as a success in the standard: only its flag tells what became of the money.
        var code = verdict.Code;
        var hasFlag = code == Verdicts.Successful.Code || code.Value == PaymentVerdicts.Inconsistent.Value;
        return terms.Refusal is BankRefusal.Bare && !hasFlag
            ? Replies.Of(code)
            : Replies.Of(
                code,
                new Reply<PaymentData>(code.Value, code.Message, data(), new()),
                VirtualAccountsJson.Exact.ReplyPaymentData);
    }

    static PaymentData Data(
        PaymentFlagRequest wire, AccountIdentity account, Verdict verdict, IReadOnlyList<PaidBill> paid)
    {
        var amount = Echo(wire.PaidAmount);
        return new(
            verdict.Why,
            account.PartnerServiceId,
            account.CustomerNo,
            account.VirtualAccountNo,
            wire.VirtualAccountName.Given ?? (paid.Count > 0 ? BillText.AccountName(paid[0].Bill) : ""),
            wire.VirtualAccountEmail.Given,
            wire.VirtualAccountPhone.Given,
            wire.TrxId.Given,
            wire.PaymentRequestId.Text ?? "",
            amount,
            wire.PaidBills.Given,
            wire.TotalAmount.Fields?.Value.IsPresent is true ? Echo(wire.TotalAmount) : amount,
            wire.TrxDateTime.Given,
            wire.ReferenceNo.Given,
            wire.JournalNum.Given,
            wire.PaymentType.Text is { Length: > 0 } type ? type : null,
            wire.FlagAdvise.Given,
            verdict.Status,
            [.. paid.Select(one => BillText.Show(one, verdict))],
            FreeTexts: []);
    }

    // With two decimals, however it came; what cannot be read, as it came.
    static Amount Echo(WireObject<SentAmount> sent) => Amounts.TryRead(sent.Fields, out var amount)
        ? Amount.Of(amount)
        : new(sent.Fields?.Value.Text ?? "", sent.Fields?.Currency.Text ?? "");
}
