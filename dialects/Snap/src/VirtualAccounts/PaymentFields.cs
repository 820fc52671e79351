using Periksa.Bills;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.VirtualAccounts;

/// <summary>Reads what a bank says that was paid. Pure: no clock, no storage, nothing to fake.</summary>
internal static class PaymentFields
{
    const int TextLengthMaximum = 255;
    const int PhoneLengthMaximum = 30;
    const int TrxIdLengthMaximum = 64;
    const int SourceAccountLengthMaximum = 32;
    const int SourceBankLengthMaximum = 11;
    const int PaidBillsLengthMaximum = 6;
    const int ReferenceLengthMaximum = 64;
    const int JournalLengthMaximum = 6;
    const int TypeLengthMaximum = 1;
    const int SubCompanyLengthMaximum = 5;

    public static FieldFault? FindFault(SnapQuestion<PaymentFlagRequest> question, AccountIdentity account)
    {
        var wire = question.Wire;
        return account.In(new())
            .Optional("virtualAccountName", wire.VirtualAccountName, BodyFields.AtMost(TextLengthMaximum))
            .Optional("virtualAccountEmail", wire.VirtualAccountEmail, BodyFields.AtMost(TextLengthMaximum))
            .Optional("virtualAccountPhone", wire.VirtualAccountPhone, BodyFields.AtMost(PhoneLengthMaximum))
            .Optional("trxId", wire.TrxId, BodyFields.AtMost(TrxIdLengthMaximum))
            .Mandatory("paymentRequestId", wire.PaymentRequestId, BodyFields.IsRequestId)
            .Optional("channelCode", wire.ChannelCode.AsText(mayBeNumber: true), BodyFields.IsChannelCode)
            .Optional("hashedSourceAccountNo", wire.HashedSourceAccountNo,
                BodyFields.AtMost(SourceAccountLengthMaximum))
            .Optional("sourceBankCode", wire.SourceBankCode, BodyFields.AtMost(SourceBankLengthMaximum))
            .MandatoryAmountOfAny("paidAmount", wire.PaidAmount, question)
            .OptionalAmountOfAny("cumulativePaymentAmount", wire.CumulativePaymentAmount, question)
            .Optional("paidBills", wire.PaidBills, BodyFields.AtMost(PaidBillsLengthMaximum))
            .OptionalAmountOfAny("totalAmount", wire.TotalAmount, question)
            .Optional("trxDateTime", wire.TrxDateTime, text => BodyDates.IsDate(text, question, "trxDateTime"))
            .Optional("referenceNo", wire.ReferenceNo, BodyFields.AtMost(ReferenceLengthMaximum))
            .Optional("journalNum", wire.JournalNum, BodyFields.AtMost(JournalLengthMaximum))
            .Optional("paymentType", Type(question), BodyFields.AtMost(TypeLengthMaximum))
            .Optional("flagAdvise", wire.FlagAdvise, static text => text is "Y" or "N")
            .Optional("subCompany", wire.SubCompany, BodyFields.AtMost(SubCompanyLengthMaximum))
            .Bills("billDetails", wire.BillDetails)
            .Optional("additionalInfo", question.ReadObject("additionalInfo", wire.AdditionalInfo))
            .Fault;
    }

    /// <summary>The request in the core's words, if its fields are without a fault.</summary>
    public static PaymentRequest Read(SnapQuestion<PaymentFlagRequest> question, AccountIdentity account)
    {
        var wire = question.Wire;
        _ = Amounts.TryRead(wire.PaidAmount.Fields, out var amount);
        return new(
            question.Keys(reference: null),
            new(wire.PaymentRequestId.Text!),
            new(account.Number),
            amount,
            [.. Named(wire.BillDetails)],
            BodyDates.Read(wire.TrxDateTime, question.AskedAt),
            question.AskedAt)
        {
            Bank = question.Caller.Credential.Partner.Id,
            TerminalId = wire.ChannelCode.Text is { Length: > 0 } code ? code : null,
            CustomerName = wire.VirtualAccountName.Given,
            BankReference = wire.ReferenceNo.Given,
            Misses = question.Caller.Credential.Misses,
        };
    }

    // Of bills that are told apart at all, each must be named.
    static FieldTable Bills(this FieldTable table, string name, WireList<SentBill> sent)
    {
        var isNaming = Named(sent).Any();
        foreach (var bill in sent.Items ?? [])
        {
            var number = bill.Fields?.BillNo ?? default;
            table.Rule(name, bill.Fields is not null);
            table = isNaming
                ? table.Mandatory($"{name}.billNo", number, IsBillNo)
                : table.Optional($"{name}.billNo", number, IsBillNo);
        }

        return table.Rule(name, !sent.IsMistyped && (sent.Items?.Count ?? 0) <= BillText.CountMaximum);
    }

    static IEnumerable<string> Named(WireList<SentBill> sent) =>
        (sent.Items ?? []).Select(bill => bill.Fields?.BillNo.Given).OfType<string>();

    static bool IsBillNo(string text) => Characters.AreAtMost(text, BillText.NumberLengthMaximum);

    static WireText Type(SnapQuestion<PaymentFlagRequest> question)
    {
        var sent = question.Wire.PaymentType;
        return sent.AsText(mayBeNumber: sent.IsNumber && question.May("paymentType"));
    }
}
