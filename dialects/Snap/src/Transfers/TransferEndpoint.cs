using Periksa.Dialects.Snap.Accounts;
using Periksa.Disbursements;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.Transfers;

/// <summary>Transfer from a partner's account to one at any bank, service 18: read, send, say.</summary>
internal sealed class TransferEndpoint(IDisbursements disbursements)
{
    public static readonly SnapOperation Operation = new(Headers.Signed, TransferCodes.Usual);

    const int ReferenceLengthMaximum = 64;
    const int NameLengthMaximum = 100;
    const int NumberLengthMaximum = 34;
    const int AddressLengthMaximum = 100;
    const int BankNameLengthMaximum = 50;
    const int EmailLengthMaximum = 50;
    const int CustomerReferenceLengthMaximum = 30;
    const int SourceLengthMaximum = 19;

    /// <summary>Time the bank may take; of what takes longer the caller hears that it is on its way.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    public async Task<JsonReply> Transfer(SnapQuestion<TransferRequest> question, CancellationToken cancel)
    {
        var wire = question.Wire;
        wire = wire with { AdditionalInfo = question.ReadObject("additionalInfo", wire.AdditionalInfo) };
        if (FindFault(wire, question, out var beneficiary) is { } fault)
            return Replies.Of(TransferCodes.Usual.For(fault));

        var answer = await disbursements.Transfer(Order(wire, question, beneficiary), cancel);
        var code = TransferCodes.For(answer);

        return answer is TransferAnswer.Accepted accepted && code.Http < 300
            ? JsonReply.Of(code.Http, Write(code, accepted.Disbursement), TransfersJson.Exact.TransferReply)
            : Replies.Of(code);
    }

    // Nothing is kept of the beneficiary's name, address and e-mail: its bank says whose account it is.
    static FieldFault? FindFault(
        TransferRequest wire, SnapQuestion<TransferRequest> question, out BankAccount beneficiary)
    {
        var isAccount = AccountFields.TryRead(
            wire.BeneficiaryBankCode, wire.BeneficiaryAccountNo, NumberLengthMaximum, out beneficiary);

        return new FieldTable()
            .Mandatory("partnerReferenceNo", wire.PartnerReferenceNo, AtMost(ReferenceLengthMaximum))
            .MandatoryAmount("amount", wire.Amount, question)
            .Mandatory("beneficiaryAccountName", wire.BeneficiaryAccountName, AtMost(NameLengthMaximum))
            .Mandatory("beneficiaryAccountNo", wire.BeneficiaryAccountNo, _ => isAccount)
            .Mandatory("beneficiaryBankCode", wire.BeneficiaryBankCode, AccountFields.IsBankCode)
            .Optional("beneficiaryAddress", wire.BeneficiaryAddress, AtMost(AddressLengthMaximum))
            .Optional("beneficiaryBankName", wire.BeneficiaryBankName, AtMost(BankNameLengthMaximum))
            .Optional("beneficiaryEmail", wire.BeneficiaryEmail, AtMost(EmailLengthMaximum))
            .Optional("currency", wire.Currency, static text => text == Currency.Idr.Code)
            .Optional("customerReference", wire.CustomerReference, AtMost(CustomerReferenceLengthMaximum))
            .Mandatory("sourceAccountNo", wire.SourceAccountNo, AtMost(SourceLengthMaximum))
            .Mandatory("transactionDate", wire.TransactionDate, text =>
                BodyDates.IsDate(text, question, "transactionDate"))
            .Optional("feeType", wire.FeeType, static text => text is "OUR" or "BEN" or "SHA" or "1000")
            .Optional("additionalInfo", wire.AdditionalInfo)
            .Fault;
    }

    static TransferOrder Order(
        TransferRequest wire, SnapQuestion<TransferRequest> question, BankAccount beneficiary)
    {
        _ = Amounts.TryRead(wire.Amount.Fields!.Value.Text!, out var amount);
        var (reference, bank) = (wire.PartnerReferenceNo.Text!, wire.BeneficiaryBankCode.Text!);

        return new(
            question.Caller.Credential,
            new(wire.SourceAccountNo.Text!),
            new(reference),
            beneficiary,
            amount,
            wire.CustomerReference.Given,
            question.AskedAt)
        {
            Keys = question.Keys(reference),
            Fee = Fee.None,
            BankAsSent = bank == beneficiary.BankCode ? null : bank,
            Budget = Budget,
        };
    }

    static TransferReply Write(SnapCode code, Disbursement debited) => new(
        code.Value,
        code.Message,
        debited.TransactionId,
        debited.Reference,
        Amount.Of(debited.Net),
        debited.Beneficiary.Shown,
        debited.BankShown,
        debited.Account,
        TransferStatus.TraceNo(debited),
        new());

    static Predicate<string> AtMost(int length) => text => Characters.AreAtMost(text, length);
}
