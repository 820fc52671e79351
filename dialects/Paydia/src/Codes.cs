using System.Diagnostics;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.Paydia;

/// <summary>Every code of the inquiry, in the order of the vendor's table; below it what the transport refuses and
/// floods.</summary>
/// <remarks>The texts are the vendor's, who writes no full stop after <c>Unauthorized</c> and gives one code two
/// texts.</remarks>
internal static class Codes
{
    public static readonly SnapCode Successful = Of(200, 00, "Successful");

    /// <summary>Names the field or the header; a body that cannot be read at all names none.</summary>
    public static readonly SnapCode InvalidFormat = Of(400, 01, "Invalid Field Format");

    /// <summary>Names the field or the header.</summary>
    public static readonly SnapCode MissingField = Of(400, 02, "Invalid Mandatory Field");

    public static readonly SnapCode UnknownClient = Of(401, 00, "Unauthorized [Unknown client]");
    public static readonly SnapCode TimestampNotNear = Of(401, 00, "Unauthorized [Timestamp]");
    public static readonly SnapCode SignatureNotValid = Of(401, 00, "Unauthorized [Signature]");
    public static readonly SnapCode AddressNotRegistered = Of(401, 00, "Unauthorized [IP Address]");
    public static readonly SnapCode TokenExpired = Of(401, 01, "Unauthorized [Invalid Authorization]");
    public static readonly SnapCode TokenNotValid = Of(401, 01, "Invalid Token");
    public static readonly SnapCode BankNotSupported = Of(404, 03, "Bank Not Supported By Switch");
    public static readonly SnapCode InvalidAccount = Of(404, 11, "Invalid Account");
    public static readonly SnapCode Conflict = Of(409, 00, "Conflict");
    public static readonly SnapCode DuplicateReference = Of(409, 01, "Duplicate partnerReferenceNo");

    /// <summary>The bank failed, or had no word in time, or something broke here: this wire has no word for
    /// "later".</summary>
    public static readonly SnapCode BackendFailure = Of(500, 02, "Backend system failure");

    public static readonly SnapCode MethodNotAllowed = Of(405, 00, "Requested Function Is Not Supported");
    public static readonly SnapCode BodyTooLarge = Of(413, 00, "Request Entity Too Large");
    public static readonly SnapCode MediaTypeNotSupported = Of(415, 00, "Unsupported Media Type");
    public static readonly SnapCode TooManyRequests = Of(429, 00, "Too Many Requests");

    /// <summary>A path that belongs to no service.</summary>
    public static readonly SnapCode NotFound = new(404, Service: 00, 00, "Not Found");

    public static SnapCode For(FieldFault fault) =>
        (fault.IsMissing ? MissingField : InvalidFormat).Naming(fault.Field);

    public static SnapCode For(Refusal refusal) => refusal switch
    {
        Refusal.BankNotSupported => BankNotSupported,
        Refusal.UnpaidInvoices => throw new UnreachableException("A Paydia inquiry is not billed."),
        Refusal.TooManyMisses => TooManyRequests,
        Refusal.TooBusy => TooManyRequests,
        Refusal.DayKeyUsed => Conflict,
        Refusal.ReferenceUsed => DuplicateReference,
    };

    static SnapCode Of(int http, int @case, string message) =>
        new(http, ServiceCodes.BankAccountInquiry, @case, message);
}
