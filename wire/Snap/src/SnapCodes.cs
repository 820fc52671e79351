namespace Periksa.Wire.Snap;

/// <summary>The response codes of a service, whatever its business is. The texts are the standard's; those of a
/// vendor who has others go over them with <c>init</c>.</summary>
/// <param name="Service">The service's code, <see cref="ServiceCodes"/>.</param>
public sealed record SnapCodes(int Service)
{
    /// <summary>Those of a service that is served by the standard's letter, which has a code for a body that cannot be
    /// read.</summary>
    public static SnapCodes Standard(int service) =>
        new(service) { UnreadableBody = ResponseCodes.BadRequest(service) };

    public SnapCode Successful { get; init; } = ResponseCodes.Successful(Service);

    /// <summary>Names the field or the header.</summary>
    public SnapCode InvalidFormat { get; init; } = new(400, Service, 01, "Invalid Field Format");

    /// <summary>Of a body that cannot be read at all.</summary>
    public SnapCode UnreadableBody { get; init; } = new(400, Service, 01, "Invalid Field Format");

    /// <summary>Names the field or the header.</summary>
    public SnapCode MissingField { get; init; } = new(400, Service, 02, "Invalid Mandatory Field");

    public SnapCode UnknownClient { get; init; } = ResponseCodes.Unauthorized(Service, "Unknown client");
    public SnapCode TimestampNotNear { get; init; } = ResponseCodes.Unauthorized(Service, "Timestamp");
    public SnapCode SignatureNotValid { get; init; } = ResponseCodes.Unauthorized(Service, "Signature");
    public SnapCode AddressNotRegistered { get; init; } = ResponseCodes.Unauthorized(Service, "IP Address");
    public SnapCode TokenNotValid { get; init; } = ResponseCodes.InvalidTokenB2B(Service);
    public SnapCode TokenExpired { get; init; } = ResponseCodes.InvalidTokenB2B(Service);
    public SnapCode MethodNotAllowed { get; init; } = ResponseCodes.FunctionNotSupported(Service);
    public SnapCode Conflict { get; init; } = ResponseCodes.Conflict(Service);
    public SnapCode DuplicateReference { get; init; } = ResponseCodes.DuplicatePartnerReferenceNo(Service);
    public SnapCode BodyTooLarge { get; init; } = new(413, Service, 00, "Request Entity Too Large");
    public SnapCode MediaTypeNotSupported { get; init; } = new(415, Service, 00, "Unsupported Media Type");
    public SnapCode TooManyRequests { get; init; } = ResponseCodes.TooManyRequests(Service);

    /// <summary>Something broke on this side.</summary>
    public SnapCode Failure { get; init; } = ResponseCodes.GeneralError(Service);

    public SnapCode For(FieldFault fault) => (fault.IsMissing ? MissingField : InvalidFormat).Naming(fault.Field);

    /// <summary>The code of a header's fault: HTTP has a status of its own for another media type than JSON.</summary>
    public SnapCode For(FieldFault fault, SentHeaders sent) =>
        SnapHeaders.IsOfMediaType(fault, sent) ? MediaTypeNotSupported : For(fault);
}
