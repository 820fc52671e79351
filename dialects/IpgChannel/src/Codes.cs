using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgChannel;

/// <summary>A request's response code: the vendor's <c>rc</c>, a sentence, and the HTTP status they travel
/// with.</summary>
internal sealed record Code(string Rc, string Message, int Http = 200)
{
    /// <summary>That it refuses, which its own sentence explains; <c>null</c> for an answer.</summary>
    public Refused? Refused { get; } = Rc == "SUCCESS" ? null : new(Rc, Message, Advice.For(Rc, Message, Http));
}

/// <summary>Every code this dialect can say, in the order of the vendor's list. The vendor publishes no sentences but
/// <c>success</c>: the others are ours, and each tells its reader what to do or what is wrong.</summary>
internal static class Codes
{
    const string Authentication = "BILLER_AUTHENTICATION";
    const string InvalidTransaction = "BILLER_INVALID_TRANSACTION";
    const string SuspectTransaction = "BILLER_SUSPECT_TRANSACTION";

    public static readonly Code Success = new("SUCCESS", "success");

    public static readonly Code ClientUnknown = new(
        Authentication, "No active client has this X-CHANNEL-CLIENT or, without that header, this address.", 401);

    public static readonly Code AddressNotRegistered = new(
        Authentication, "This address is none of those that the client has registered.", 401);

    public static readonly Code SignatureInvalid = new(
        Authentication,
        "The Signature header must be the lower-case hex HMAC-SHA256 of the body with the client's API key.",
        401);

    public static readonly Code NotFound = new(
        InvalidTransaction, "Only inquiry, payment and reversal are served below /api/v2/ch.", 404);

    public static readonly Code MethodNotAllowed = new(InvalidTransaction, "Only POST is served here.", 405);
    public static readonly Code BodyTooLarge = new(InvalidTransaction, "The body may have at most 64 KiB.", 413);

    public static readonly Code MediaTypeNotSupported = new(
        InvalidTransaction, "The body must be sent as application/json.", 415);

    public static readonly Code TooManyRequests = new(InvalidTransaction, "Too many requests", 429);
    public static readonly Code BodyMalformed = new(InvalidTransaction, "The body must be one JSON object.", 400);

    public static readonly Code VaNumberMissing = new(
        InvalidTransaction, "va_number is required and must be a string.", 400);

    public static readonly Code RefIdInvalid = new(
        InvalidTransaction, "ref_id is required and must be a string of 1 to 64 printable characters.", 400);

    public static readonly Code AmountMissing = new(
        InvalidTransaction, "amount is required and must be a string.", 400);

    public static readonly Code TerminalIdInvalid = new(
        InvalidTransaction, $"terminal_id must be null or one of {string.Join(", ", Fields.Terminals)}.", 400);

    public static readonly Code TransactionDateInvalid = new(
        InvalidTransaction,
        "transaction_date is required and must be a real date and time such as 2024-12-31 20:00:00.",
        400);

    public static readonly Code CustomerNameInvalid = new(
        InvalidTransaction, "customer_name must be null or a string of at most 100 characters.", 400);

    public static readonly Code BillIdMissing = new(
        InvalidTransaction, "bill_id is required and must be a string.", 400);

    public static readonly Code PaymentRefInvalid = new(
        InvalidTransaction, "payment_ref is required and must be a string of 1 to 64 printable characters.", 400);

    public static readonly Code ReversedAmountMissing = new(
        InvalidTransaction, "amount is required and must be a number.", 400);

    public static readonly Code AccountOfAnother = new(
        InvalidTransaction, "This ref_id has already paid another va_number on this day; use a new one.");

    public static readonly Code AmountOfAnother = new(
        InvalidTransaction, "This ref_id has already paid another amount on this day; use a new one.");

    public static readonly Code ReferenceUsed = new(
        InvalidTransaction, "This ref_id has already paid on another day; use a new one.");

    public static readonly Code AmountInvalid = new(
        "BILLER_INVALID_TRANSACTION_AMOUNT",
        "amount must be more than zero, with at most 15 digits and two decimals, written plainly like 100000.50.");

    public static readonly Code AmountDoesNotFit = new(
        "BILLER_BILL_INVALID_AMOUNT", "The amount does not fit what is owed; ask again what that is.");

    public static readonly Code AmountDiffers = new(
        "BILLER_BILL_INVALID_AMOUNT", "The amount is not the one that was paid.");

    public static readonly Code VaNumberInvalid = new(
        "BILLER_INVALID_VA_NUMBER", "va_number must have exactly 16 digits.");

    public static readonly Code AlreadyPaid = new("BILLER_BILL_ALREADY_PAID", "Everything billed here is paid.");
    public static readonly Code BillNotFound = new("BILLER_BILL_NOT_FOUND", "There is no bill to be found here.");

    public static readonly Code PaymentNotFound = new(
        "BILLER_PAYMENT_NOT_FOUND",
        "This channel has paid nothing on the bill under this payment_ref in the last 48 hours.");

    public static readonly Code AlreadyReversed = new(
        "BILLER_PAYMENT_ALREADY_REVERSED", "This payment is reversed already.");

    public static readonly Code PaymentReversed = new(
        "BILLER_PAYMENT_ALREADY_REVERSED", "The payment with this ref_id was taken back; pay anew with a new one.");

    public static readonly Code Suspect = new(
        SuspectTransaction,
        "This may have happened or not; send the same request again, and it is done once.");

    public static readonly Code Failed = new(
        "BILLER_GATEWAY_INVALID_RESPONSE", "Something broke here; send the same request again.", 500);

    /// <summary>Refuses a payment that may be a copy of this one, stamped anew; it has moved nothing.</summary>
    public static Code LooksLike(BillPayment first) => new(
        SuspectTransaction,
        $"This looks like a copy of the payment with transaction_date {Translation.WriteMoment(first.TransactionAt)}"
        + (first.ReversedAt is null ? "" : ", which was taken back")
        + "; nothing moved. If it is another payment, use a new ref_id.");

    public static Code For(BillVerdict verdict) => verdict switch
    {
        BillVerdict.Payable => Success,
        BillVerdict.NotFound => BillNotFound,
        BillVerdict.AlreadyPaid => AlreadyPaid,
        BillVerdict.TooManyMisses => TooManyRequests,
        BillVerdict.TooBusy => TooManyRequests,
    };

    public static Code For(PaymentRefusal refusal) => refusal switch
    {
        PaymentRefusal.BillNotFound => BillNotFound,
        PaymentRefusal.AlreadyPaid => AlreadyPaid,
        PaymentRefusal.AmountDoesNotFit => AmountDoesNotFit,
        PaymentRefusal.AccountDiffers => AccountOfAnother,
        PaymentRefusal.AmountDiffers => AmountOfAnother,
        PaymentRefusal.ReferenceUsed => ReferenceUsed,
        PaymentRefusal.AlreadyReversed => PaymentReversed,
        PaymentRefusal.LooksLikeCopy => Suspect,
        PaymentRefusal.TooManyMisses => TooManyRequests,
        PaymentRefusal.TooBusy => TooManyRequests,
    };

    public static Code For(ReversalRefusal refusal) => refusal switch
    {
        ReversalRefusal.BillNotFound => BillNotFound,
        ReversalRefusal.PaymentNotFound => PaymentNotFound,
        ReversalRefusal.AmountDiffers => AmountDiffers,
        ReversalRefusal.AlreadyReversed => AlreadyReversed,
        ReversalRefusal.TooBusy => TooManyRequests,
    };
}
