using System.Diagnostics;
using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Channel;

/// <summary>Every code that channels are told, in the order of the vendor's list. The vendor publishes no sentences but
/// <c>success</c>: the others are ours, and each tells its reader what to do or what is wrong.</summary>
internal static class Codes
{
    const string WhoAsks = "Compare the name, the address and the key with what the operator registered.";
    const string AskFirst = "Ask what is owed before you take money again: an inquiry tells whether this was paid.";
    const string PayAnew = "Nothing is left to take back; pay again under a new ref_id.";

    public static readonly Code ClientUnknown = Code.Unauthorized(
        "No active client has this X-CHANNEL-CLIENT or, without that header, this address.", WhoAsks);

    public static readonly Code AddressNotRegistered = Code.Unauthorized(
        "This address is none of those that the client has registered.", WhoAsks);

    public static readonly Code SignatureInvalid = Code.Unauthorized(
        "The Signature header must be the lower-case hex HMAC-SHA256 of the body with the client's API key.", WhoAsks);

    public static readonly Code NotFound =
        Code.Invalid("Only inquiry, payment and reversal are served below /api/v2/ch.", 404);

    public static readonly Code MethodNotAllowed = Code.Invalid("Only POST is served here.", 405);

    public static readonly Code BodyTooLarge =
        Code.Invalid("The body may have at most 64 KiB.", 413, Hints.Length);

    public static readonly Code MediaTypeNotSupported =
        Code.Invalid("The body must be sent as application/json.", 415, Hints.Json);

    public static readonly Code BodyMalformed = Code.Invalid("The body must be one JSON object.", 400);
    public static readonly Code VaNumberMissing = Code.Invalid("va_number is required and must be a string.", 400);

    public static readonly Code RefIdInvalid =
        Code.Invalid("ref_id is required and must be a string of 1 to 64 printable characters.", 400);

    public static readonly Code AmountMissing = Code.Invalid("amount is required and must be a string.", 400);

    public static readonly Code TerminalIdInvalid =
        Code.Invalid($"terminal_id must be null or one of {string.Join(", ", Fields.Terminals)}.", 400);

    public static readonly Code TransactionDateInvalid = Code.Invalid(
        "transaction_date is required and must be a real date and time such as 2024-12-31 20:00:00.", 400);

    public static readonly Code CustomerNameInvalid =
        Code.Invalid("customer_name must be null or a string of at most 100 characters.", 400);

    public static readonly Code BillIdMissing = Code.Invalid("bill_id is required and must be a string.", 400);

    public static readonly Code PaymentRefInvalid =
        Code.Invalid("payment_ref is required and must be a string of 1 to 64 printable characters.", 400);

    public static readonly Code ReversedAmountMissing = Code.Invalid("amount is required and must be a number.", 400);

    public static readonly Code AccountOfAnother =
        Code.Invalid("This ref_id has already paid another va_number on this day; use a new one.");

    public static readonly Code AmountOfAnother =
        Code.Invalid("This ref_id has already paid another amount on this day; use a new one.");

    public static readonly Code ReferenceUsed =
        Code.Invalid("This ref_id has already paid on another day; use a new one.");

    public static readonly Code AmountInvalid = new(
        "BILLER_INVALID_TRANSACTION_AMOUNT",
        "amount must be more than zero, with at most 15 digits and two decimals, written plainly like 100000.50.");

    public static readonly Code AmountDoesNotFit = new(
        "BILLER_BILL_INVALID_AMOUNT", "The amount does not fit what is owed; ask again what that is.");

    public static readonly Code AmountDiffers = new(
        "BILLER_BILL_INVALID_AMOUNT", "The amount is not the one that was paid.");

    public static readonly Code VaNumberInvalid = new(
        Words.InvalidVaNumber, "va_number must have exactly 16 digits.");

    public static readonly Code AlreadyPaid = new(
        Words.AlreadyPaid,
        "Everything billed here is paid.",
        Advice: "Nothing is owed here any more: take no money.");

    public static readonly Code BillNotFound = new(
        Words.BillNotFound,
        "There is no bill to be found here.",
        Advice: "Ask about a virtual account or bill that there is; a biller makes one at /api/v2/gw/bill.");

    public static readonly Code PaymentNotFound = new(
        "BILLER_PAYMENT_NOT_FOUND",
        "This channel has paid nothing on the bill under this payment_ref in the last 48 hours.",
        Advice: "Reverse a payment of this channel by its own ref_id and the hash of its bill.");

    public static readonly Code AlreadyReversed = new(
        "BILLER_PAYMENT_ALREADY_REVERSED", "This payment is reversed already.", Advice: PayAnew);

    public static readonly Code PaymentReversed = new(
        "BILLER_PAYMENT_ALREADY_REVERSED",
        "The payment with this ref_id was taken back; pay anew with a new one.",
        Advice: PayAnew);

    public static readonly Code Suspect =
        Suspected("This may have happened or not; send the same request again, and it is done once.");

    public static readonly Code Failed = Code.Failed("Something broke here; send the same request again.");

    /// <summary>Refuses a payment that may be a copy of this one, stamped anew; it has moved nothing.</summary>
    public static Code LooksLike(BillPayment first) => Suspected(
        "This looks like a copy of the payment with transaction_date "
        + Moments.WriteTransactionDate(first.TransactionAt)
        + (first.ReversedAt is null ? "" : ", which was taken back")
        + "; nothing moved. If it is another payment, use a new ref_id.");

    public static Code For(BillVerdict verdict) => verdict switch
    {
        BillVerdict.Payable => Code.Success,
        BillVerdict.NotFound or BillVerdict.Expired => BillNotFound,
        BillVerdict.AlreadyPaid => AlreadyPaid,
        BillVerdict.KeyUsed => throw new UnreachableException("A channel's inquiry has no key."),
        BillVerdict.TooManyMisses => Code.TooManyRequests,
        BillVerdict.TooBusy => Code.TooManyRequests,
    };

    public static Code For(PaymentRefusal refusal) => refusal switch
    {
        PaymentRefusal.BillNotFound or PaymentRefusal.BillExpired => BillNotFound,
        PaymentRefusal.AlreadyPaid => AlreadyPaid,
        PaymentRefusal.AmountDoesNotFit => AmountDoesNotFit,
        PaymentRefusal.AccountDiffers => AccountOfAnother,
        PaymentRefusal.AmountDiffers => AmountOfAnother,
        PaymentRefusal.ReferenceUsed => ReferenceUsed,
        PaymentRefusal.AlreadyReversed => PaymentReversed,
        PaymentRefusal.LooksLikeCopy => Suspect,
        PaymentRefusal.TooManyMisses => Code.TooManyRequests,
    };

    public static Code For(ReversalRefusal refusal) => refusal switch
    {
        ReversalRefusal.BillNotFound => BillNotFound,
        ReversalRefusal.PaymentNotFound => PaymentNotFound,
        ReversalRefusal.AmountDiffers => AmountDiffers,
        ReversalRefusal.AlreadyReversed => AlreadyReversed,
    };

    static Code Suspected(string message) => new("BILLER_SUSPECT_TRANSACTION", message, Advice: AskFirst);
}
