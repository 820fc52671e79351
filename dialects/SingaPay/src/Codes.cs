using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;

namespace Periksa.Dialects.SingaPay;

/// <summary>A response code of the vendor's, its text, and the HTTP status it travels with.</summary>
internal sealed record Code(string Value, string Message, int Http)
{
    /// <summary>That it refuses; <c>null</c> for an answer.</summary>
    public Refused? Refused =>
        Value == ResponseCodes.Success ? null : new(Value, Message, Advice.For(Value, Message, Http));

    /// <summary>The same code with a sentence that says what is wrong.</summary>
    public Code Naming(string sentence) => this with { Message = $"{Message} - {sentence}" };
}

/// <summary>Every code that version 2 can be answered with, in the order of the vendor's appendix. SP001 is told by
/// webhook only.</summary>
internal static class Codes
{
    public static readonly Code Success = new(ResponseCodes.Success, "Successfully", 200);
    public static readonly Code GeneralFailure = new(ResponseCodes.GeneralFailure, "General Failure", 500);
    public static readonly Code InsufficientBalance =
        new(ResponseCodes.InsufficientBalance, "Insufficient Balance", 400);
    public static readonly Code DuplicateReference =
        new(ResponseCodes.DuplicateReference, "Duplicate Reference Number", 409);
    public static readonly Code Timeout = new(ResponseCodes.Timeout, "Timeout", 504);

    /// <summary>Said with what was sent, most of it hidden.</summary>
    public static readonly Code InvalidReference =
        new(ResponseCodes.InvalidReference, "Invalid Reference Number", 400);

    public static readonly Code TransactionNotFound =
        new(ResponseCodes.TransactionNotFound, "Transaction Not Found", 404);
    public static readonly Code VendorNotActive =
        new(ResponseCodes.VendorNotActive, "Beneficiary Vendor Not Active", 400);
    public static readonly Code BadRequest = new(ResponseCodes.BadRequest, "Bad Request", 400);
    public static readonly Code Unauthorized = new(ResponseCodes.Unauthorized, "Unauthorized", 401);
    public static readonly Code NotFound = new(ResponseCodes.NotFound, "Not Found", 404);
    public static readonly Code Forbidden = new(ResponseCodes.Forbidden, "Forbidden", 400);
    public static readonly Code SignatureInvalid = new(ResponseCodes.SignatureInvalid, "Signature Invalid", 401);
    public static readonly Code AddressNotRegistered =
        new(ResponseCodes.AddressNotRegistered, "Unauthorized IP", 403);

    /// <summary>Always names a sentence.</summary>
    public static readonly Code ValidationError = new(ResponseCodes.ValidationError, "Validation error", 422);

    public static readonly Code TooManyRequests = new(ResponseCodes.GeneralError, "Too Many Requests", 429);
    public static readonly Code AccountNotFound =
        new(ResponseCodes.AccountNotFound, "Merchant Account Not Found", 404);

    /// <summary>A transport refusal keeps its HTTP status; the vendor has no other word for it than SP012.</summary>
    public static readonly Code MethodNotAllowed = BadRequest with { Http = StatusCodes.Status405MethodNotAllowed };

    public static readonly Code BodyTooLarge = BadRequest with { Http = StatusCodes.Status413PayloadTooLarge };

    public static readonly Code MediaTypeNotSupported =
        BadRequest with { Http = StatusCodes.Status415UnsupportedMediaType };

    public static Code For(Objection objection) => objection switch
    {
        Objection.Unauthorized => Unauthorized,
        Objection.AddressNotRegistered => AddressNotRegistered,
        Objection.SignatureInvalid => SignatureInvalid,
        Objection.TooManyRequests => TooManyRequests,
    };

    public static Code For(TransferRefusal refusal) => refusal switch
    {
        TransferRefusal.NoFeeAgreed => Forbidden,
        TransferRefusal.NobodyPays => VendorNotActive,
        TransferRefusal.NoSuchAccount => AccountNotFound,
        TransferRefusal.DayKeyUsed => throw new UnreachableException("A SingaPay transfer carries no key."),
        TransferRefusal.ReferenceUsed => DuplicateReference,
        TransferRefusal.BalanceTooSmall => InsufficientBalance,
        TransferRefusal.TooManyMisses => TooManyRequests,
    };

    public static Code For(InquiryRefusal refusal) => refusal switch
    {
        InquiryRefusal.BankNotSupported => throw new UnreachableException("The bank was found on the list."),
        InquiryRefusal.UnpaidInvoices => throw new UnreachableException("A SingaPay inquiry is not billed."),
        InquiryRefusal.TooManyMisses => TooManyRequests,
        InquiryRefusal.TooBusy => TooManyRequests,
        InquiryRefusal.DayKeyUsed => throw new UnreachableException("A SingaPay inquiry carries no key."),
        InquiryRefusal.ReferenceUsed => throw new UnreachableException("A SingaPay inquiry carries no reference."),
    };
}
