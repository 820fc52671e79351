using Periksa.Wire.Snap;

namespace Periksa.Dialects.Paydia;

/// <summary>Every code of the access token, in the order of their digits.</summary>
/// <remarks>The vendor prints no table for this service, so the texts are the standard's.</remarks>
internal static class TokenCodes
{
    public static readonly SnapCode Successful = Of(200, 00, "Successful");

    /// <summary>Names the field or the header; a body that cannot be read at all names none.</summary>
    public static readonly SnapCode InvalidFormat = Of(400, 01, "Invalid Field Format");

    /// <summary>Names the header.</summary>
    public static readonly SnapCode MissingField = Of(400, 02, "Invalid Mandatory Field");

    public static readonly SnapCode UnknownClient = Of(401, 00, "Unauthorized. [Unknown client]");
    public static readonly SnapCode TimestampNotNear = Of(401, 00, "Unauthorized. [Timestamp]");
    public static readonly SnapCode SignatureNotValid = Of(401, 00, "Unauthorized. [Signature]");
    public static readonly SnapCode AddressNotRegistered = Of(401, 00, "Unauthorized. [IP Address]");
    public static readonly SnapCode MethodNotAllowed = Of(405, 00, "Requested Function Is Not Supported");
    public static readonly SnapCode BodyTooLarge = Of(413, 00, "Request Entity Too Large");
    public static readonly SnapCode MediaTypeNotSupported = Of(415, 00, "Unsupported Media Type");
    public static readonly SnapCode TooManyRequests = Of(429, 00, "Too Many Requests");
    public static readonly SnapCode GeneralError = Of(500, 00, "General Error");

    public static SnapCode For(FieldFault fault) =>
        (fault.IsMissing ? MissingField : InvalidFormat).Naming(fault.Field);

    static SnapCode Of(int http, int @case, string message) =>
        new(http, ServiceCodes.AccessTokenB2B, @case, message);
}
