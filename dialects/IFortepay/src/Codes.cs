using System.Diagnostics;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

/// <summary>Every code an account inquiry can be answered with, by HTTP status and case. The vendor prints two of
/// them; the others are the standard's.</summary>
internal static class Codes
{
    const int Service = ServiceCodes.AccountInquiryExternal;

    public static readonly SnapCode Successful = new(200, Service, 0, "Successful");
    public static readonly SnapCode InProgress = new(202, Service, 0, "Request In Progress");

    /// <summary>Said as it stands of a body that is no JSON; else it names the field.</summary>
    public static readonly SnapCode InvalidFormat = new(400, Service, 1, "Invalid Field Format");

    public static readonly SnapCode MissingField = new(400, Service, 2, "Invalid Mandatory Field");
    public static readonly SnapCode UnknownClient = new(401, Service, 0, "Unauthorized. [Unknown client]");
    public static readonly SnapCode WrongTimestamp = new(401, Service, 0, "Unauthorized. [Timestamp]");
    public static readonly SnapCode WrongSignature = new(401, Service, 0, "Unauthorized. [Signature]");
    public static readonly SnapCode InvalidToken = new(401, Service, 1, "Invalid Token (B2B)");

    /// <summary>The text is the vendor's sample's, not the standard's.</summary>
    public static readonly SnapCode BankNotSupported =
        new(404, Service, 3, "Bank Not Supported - Not Support Provider Bank Code");

    public static readonly SnapCode MethodNotAllowed = new(405, Service, 0, "Requested Function Is Not Supported");
    public static readonly SnapCode DayKeyUsed = new(409, Service, 0, "Conflict");
    public static readonly SnapCode ReferenceUsed = new(409, Service, 1, "Duplicate partnerReferenceNo");
    public static readonly SnapCode BodyTooLarge = new(413, Service, 0, "Request Entity Too Large");
    public static readonly SnapCode MediaTypeNotSupported = new(415, Service, 0, "Unsupported Media Type");
    public static readonly SnapCode TooManyRequests = new(429, Service, 0, "Too Many Requests");
    public static readonly SnapCode GeneralError = new(500, Service, 0, "General Error");

    /// <summary>Of a path that belongs to no service.</summary>
    public static readonly SnapCode PathNotFound = new(404, 0, 0, "Not Found");

    public static SnapCode For(FieldFault fault) =>
        (fault.IsMissing ? MissingField : InvalidFormat).Naming(fault.Field);

    public static SnapCode For(Refusal refusal) => refusal switch
    {
        Refusal.BankNotSupported => BankNotSupported,
        Refusal.UnpaidInvoices => throw new UnreachableException("An iFortepay inquiry is not billed."),
        Refusal.TooManyMisses => TooManyRequests,
        Refusal.TooBusy => TooManyRequests,
        Refusal.DayKeyUsed => DayKeyUsed,
        Refusal.ReferenceUsed => ReferenceUsed,
    };
}
