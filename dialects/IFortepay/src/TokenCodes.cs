using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

/// <summary>Every code a request for an access token can be answered with; all of them are the standard's.</summary>
internal static class TokenCodes
{
    const int Service = ServiceCodes.AccessTokenB2B;

    public static readonly SnapCode Successful = new(200, Service, 0, "Successful");

    /// <summary>Said as it stands of a body that is no JSON; else it names the field.</summary>
    public static readonly SnapCode InvalidFormat = new(400, Service, 1, "Invalid Field Format");

    public static readonly SnapCode MissingField = new(400, Service, 2, "Invalid Mandatory Field");
    public static readonly SnapCode UnknownClient = new(401, Service, 0, "Unauthorized. [Unknown client]");
    public static readonly SnapCode WrongTimestamp = new(401, Service, 0, "Unauthorized. [Timestamp]");
    public static readonly SnapCode WrongSignature = new(401, Service, 0, "Unauthorized. [Signature]");
    public static readonly SnapCode MethodNotAllowed = new(405, Service, 0, "Requested Function Is Not Supported");
    public static readonly SnapCode BodyTooLarge = new(413, Service, 0, "Request Entity Too Large");
    public static readonly SnapCode MediaTypeNotSupported = new(415, Service, 0, "Unsupported Media Type");
    public static readonly SnapCode TooManyRequests = new(429, Service, 0, "Too Many Requests");
    public static readonly SnapCode GeneralError = new(500, Service, 0, "General Error");

    public static SnapCode For(FieldFault fault) =>
        (fault.IsMissing ? MissingField : InvalidFormat).Naming(fault.Field);
}
