using Periksa.Disbursements;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.SingaPay;

/// <summary>Tells what may be concluded about an order from the answer to its transfer, or to a question about
/// it.</summary>
/// <remarks>Money is given back on a no alone, and kept out of sight on a yes alone: whatever else is said is no
/// word.</remarks>
internal static class Orders
{
    static readonly PayoutReply NoWord = new PayoutReply.NoWord();
    static readonly PayoutReply Nonsense = Mend("What it says makes no sense.");

    static readonly PayoutFailure Failed = new("BANK_FAILURE", "the bank could not pay");
    static readonly PayoutFailure Canceled = new("PAYOUT_CANCELED", "the payout was called off at the provider");
    static readonly PayoutFailure Returned = new("PAYOUT_RETURNED", "the bank gave the money back");
    static readonly PayoutFailure OverLimit = new("LIMIT_EXCEEDED", "the payout is beyond a limit of the provider's");
    static readonly PayoutFailure NoVendor = new("BANK_NOT_PAID", "the provider does not pay into this bank");
    static readonly PayoutFailure Invalid = new("PAYOUT_INVALID", "the provider does not take the payout as valid");

    /// <summary>The answer to a transfer.</summary>
    public static PayoutReply ReadTransfer(ProviderReply.Answered answer, PayoutOrder order) =>
        Read(answer, order, RefusalOf);

    /// <summary>The answer to the question what became of it.</summary>
    public static PayoutReply ReadStatus(ProviderReply.Answered answer, PayoutOrder order) =>
        Read(answer, order, static (code, _) =>
            code is ResponseCodes.TransactionNotFound ? new PayoutReply.NeverHad() : Hindrance(code));

    /// <summary>Whether something is said to be paid, or never to be; <c>null</c> where neither is said.</summary>
    public static bool? IsPaid(DisbursementData data) =>
        data.TransactionStatus.Fields is { Code.Text: { } status } said && MeansItself(status, said.Desc)
            ? status switch
            {
                TransactionStatuses.Success => true,
                TransactionStatuses.Refunded or TransactionStatuses.Canceled or TransactionStatuses.Failed => false,
                _ => null,
            }
            : null;

    static PayoutReply Read(
        ProviderReply.Answered answer, PayoutOrder order, Func<string, string?, PayoutReply> refusalOf)
    {
        var http = answer.Status;
        if (!StrictJson.TryParse(answer.Body.Span, SingaPayJson.Default.ReplyDisbursementData, out var wire)
            || wire.ResponseCode.Text is not { } code)
        {
            return http is >= 400 and < 500
                ? Mend($"Its gateway refuses our request (HTTP {http}).")
                : Nonsense;
        }

        if (code is ResponseCodes.Success)
            return http is 200 && wire.Data.Fields is { } data ? ReadData(data, order) : Nonsense;

        // A refusal comes with a client's error and shows nothing, or it has been contradicted.
        if (http is < 400 || !(wire.Data.IsMissing || wire.Data.IsEmptyArray))
            return code is ResponseCodes.InvalidReference ? Hindrance(code) : Nonsense;

        return http is < 500 ? refusalOf(code, wire.ResponseMessage.Text) : NoWord;
    }

    // After SP001, SP002, SP003, SP005 and SP006 the vendor wants to be asked, and after SP004 it has the order.
    static PayoutReply RefusalOf(string code, string? message) => code switch
    {
        ResponseCodes.AccountLimit => new PayoutReply.Rejected(OverLimit),
        ResponseCodes.BeneficiaryNotFound => new PayoutReply.Rejected(PayoutFailure.Of(AccountAbsence.Unknown)),
        ResponseCodes.VendorNotActive => new PayoutReply.Rejected(NoVendor),
        ResponseCodes.ValidationError when !IsAboutReference(message) => new PayoutReply.Rejected(Invalid),
        _ => Hindrance(code),
    };

    // That it has been used before is said in such words, too, and then there is an order.
    static bool IsAboutReference(string? message) =>
        message is null || message.Contains("reference", StringComparison.OrdinalIgnoreCase);

    // Ours to mend, or nobody's: no word about the order.
    static PayoutReply.NoWord Hindrance(string code) => code switch
    {
        ResponseCodes.InsufficientBalance => Mend("Our balance there is too small (SP003)."),
        ResponseCodes.InvalidReference => Mend("It does not take our reference for one (SP008)."),
        ResponseCodes.BadRequest => Mend("It does not take our request (SP012)."),
        ResponseCodes.Unauthorized => Mend("It does not know us (SP013)."),
        ResponseCodes.NotFound => Mend("It has nothing there where we ask (SP014)."),
        ResponseCodes.Forbidden => Mend("It does not let us (SP015)."),
        ResponseCodes.SignatureInvalid => Mend("It does not take our signature (SP016)."),
        ResponseCodes.AddressNotRegistered => Mend("It has not registered the address that we call from (SP017)."),
        ResponseCodes.ValidationError => Mend("It does not take our question as valid (SP018)."),
        ResponseCodes.AccountNotFound => Mend("It does not know our account (SP020)."),
        ResponseCodes.OtherCredential => Mend("Our account has a credential of its own (SP403)."),
        _ => Mend($"It says nothing of the order ({code})."),
    };

    static PayoutReply ReadData(DisbursementData data, PayoutOrder order)
    {
        if (!IsOf(data, order) || data.TransactionStatus.Fields is not { Code.Text: { } status } said
            || !MeansItself(status, said.Desc))
        {
            return Nonsense;
        }

        return status switch
        {
            TransactionStatuses.Success when NameIn(data) is var (name, isName) && isName =>
                new PayoutReply.Paid(name) { About = order.Beneficiary },
            TransactionStatuses.Refunded => new PayoutReply.Rejected(Returned) { About = order.Beneficiary },
            TransactionStatuses.Canceled => new PayoutReply.Rejected(Canceled) { About = order.Beneficiary },
            TransactionStatuses.Failed => new PayoutReply.Rejected(Failed) { About = order.Beneficiary },
            TransactionStatuses.Initiated or TransactionStatuses.Paying or TransactionStatuses.Pending => NoWord,
            _ => Nonsense,   // also not found, of what it shows
        };
    }

    // "00 Failed" is neither.
    static bool MeansItself(string status, WireText desc) =>
        !desc.IsMistyped
        && (desc.Given is not { } word
            || word.Equals(TransactionStatuses.Word(status), StringComparison.OrdinalIgnoreCase));

    static (string? Name, bool IsName) NameIn(DisbursementData data)
    {
        var (name, isMistyped) = data.Bank.Fields!.AccountName;

        // Its newer pages write an empty text where there is nothing.
        return (name is "" ? null : name, !isMistyped && name is not { Length: > Beneficiaries.NameLengthMaximum });
    }

    // The order that we sent, to the account and with the amount that we sent.
    static bool IsOf(DisbursementData data, PayoutOrder order) =>
        data.TransactionId.IsPresent
        && data.ReferenceNumber.Text == Requests.ReferenceOf(order)
        && data.Bank.Fields is { AccountNumber.Text: { } number } bank
        && BankWords.MayMean(bank.Code.Text, order.Beneficiary.BankCode)
        && BankAccount.Of(order.Beneficiary.BankCode, number) == order.Beneficiary
        && Amount(data.NetAmount) == order.Amount
        && Amount(data.Fee) is { } fee
        && Amount(data.GrossAmount) == order.Amount + fee;

    static Money? Amount(WireObject<AmountData> wire)
    {
        if (wire.Fields is not { Currency.Text: "IDR", Value: { Text: { } text, IsMistyped: false } })
            return null;

        // "50000.00", and as a number also 50000 or 50000.5
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        var written = decimals switch
        {
            0 when point < 0 => $"{text}.00",
            1 => $"{text}0",
            _ => text,
        };
        return Money.TryParse(written, Currency.Idr, out var amount) ? amount : null;
    }

    static PayoutReply.NoWord Mend(string why) => new() { Why = why };
}
