using System.Diagnostics;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

/// <summary>Every code an account inquiry can be answered with, by HTTP status and case. The vendor prints two of
/// them; the others are the standard's.</summary>
internal static class Codes
{
    public static readonly SnapCode Successful = Of(200, 00, "Successful");
    public static readonly SnapCode InProgress = Of(202, 00, "Request In Progress");

    /// <summary>Said as it stands of a body that is no JSON; else it names the field.</summary>
    public static readonly SnapCode InvalidFormat = Of(400, 01, "Invalid Field Format");

    public static readonly SnapCode MissingField = Of(400, 02, "Invalid Mandatory Field");
    public static readonly SnapCode UnknownClient = Of(401, 00, "Unauthorized. [Unknown client]");
    public static readonly SnapCode TimestampNotNear = Of(401, 00, "Unauthorized. [Timestamp]");
    public static readonly SnapCode SignatureNotValid = Of(401, 00, "Unauthorized. [Signature]");
    public static readonly SnapCode AddressNotRegistered = Of(401, 00, "Unauthorized. [IP Address]");
    public static readonly SnapCode TokenNotValid = Of(401, 01, "Invalid Token (B2B)");

    /// <summary>The text is the vendor's sample's, not the standard's.</summary>
    public static readonly SnapCode BankNotSupported =
        Of(404, 03, "Bank Not Supported - Not Support Provider Bank Code");

    public static readonly SnapCode MethodNotAllowed = Of(405, 00, "Requested Function Is Not Supported");
    public static readonly SnapCode Conflict = Of(409, 00, "Conflict");
    public static readonly SnapCode DuplicateReference = Of(409, 01, "Duplicate partnerReferenceNo");
    public static readonly SnapCode BodyTooLarge = Of(413, 00, "Request Entity Too Large");
    public static readonly SnapCode MediaTypeNotSupported = Of(415, 00, "Unsupported Media Type");
    public static readonly SnapCode TooManyRequests = Of(429, 00, "Too Many Requests");
    public static readonly SnapCode GeneralError = Of(500, 00, "General Error");

    /// <summary>Of a path that belongs to no service.</summary>
    public static readonly SnapCode NotFound = new(404, Service: 00, 00, "Not Found");

    public static SnapCode For(FieldFault fault) =>
        (fault.IsMissing ? MissingField : InvalidFormat).Naming(fault.Field);

    public static SnapCode For(Refusal refusal) => refusal switch
    {
        Refusal.BankNotSupported => BankNotSupported,
        Refusal.UnpaidInvoices => throw new UnreachableException("An iFortepay inquiry is not billed."),
        Refusal.TooManyMisses => TooManyRequests,
        Refusal.TooBusy => TooManyRequests,
        Refusal.DayKeyUsed => Conflict,
        Refusal.ReferenceUsed => DuplicateReference,
    };

    static SnapCode Of(int http, int @case, string message) =>
        new(http, ServiceCodes.AccountInquiryExternal, @case, message);
}
