using System.Collections.Frozen;

namespace Periksa.Wire.Snap;

/// <summary>The standard's general table of response codes, each for any service.</summary>
/// <remarks>
/// Messages are the standard's to the character, misspellings included, because callers may compare them. A
/// provider's own table may have other words: those are for its dialect to say. Source: SNAP technical standard and
/// security, response codes.
/// </remarks>
public static partial class ResponseCodes
{
    static readonly FrozenDictionary<(int Http, int Case), ResponseCase> Cases =
        ResponseCase.All.ToFrozenDictionary(row => (row.Http, row.Case));

    /// <summary>The whole table, in the order of its codes.</summary>
    public static IReadOnlyList<ResponseCase> All => ResponseCase.All;

    /// <summary>The table's row; <c>null</c> where the standard has none.</summary>
    public static ResponseCase? Find(int http, int @case) => Cases.GetValueOrDefault((http, @case));

    /// <summary>200…00.</summary>
    public static SnapCode Successful(int service) => Of(200, service, 00);

    /// <summary>202…00. The request was taken; its outcome is not known yet.</summary>
    public static SnapCode RequestInProgress(int service) => Of(202, service, 00);

    /// <summary>400…00. Malformed as a whole.</summary>
    public static SnapCode BadRequest(int service) => Of(400, service, 00);

    /// <summary>400…01. A field is there and its format is wrong.</summary>
    public static SnapCode InvalidFieldFormat(int service, string field) =>
        new(400, service, 01, $"Invalid Field Format {field}");

    /// <summary>400…02. A mandatory field is absent or empty.</summary>
    public static SnapCode InvalidMandatoryField(int service, string field) =>
        new(400, service, 02, $"Invalid Mandatory Field {field}");

    /// <summary>401…00. Signature, client or timestamp are not accepted.</summary>
    public static SnapCode Unauthorized(int service, string reason) =>
        new(401, service, 00, $"Unauthorized. [{reason}]");

    /// <summary>401…01. The access token is malformed, unknown or expired.</summary>
    public static SnapCode InvalidTokenB2B(int service) => Of(401, service, 01);

    /// <summary>401…02.</summary>
    public static SnapCode InvalidCustomerToken(int service) => Of(401, service, 02);

    /// <summary>401…03.</summary>
    public static SnapCode TokenNotFoundB2B(int service) => Of(401, service, 03);

    /// <summary>401…04.</summary>
    public static SnapCode CustomerTokenNotFound(int service) => Of(401, service, 04);

    /// <summary>405…00.</summary>
    public static SnapCode FunctionNotSupported(int service) => Of(405, service, 00);

    /// <summary>405…01. The standard misspells the operation.</summary>
    public static SnapCode OperationNotAllowed(int service) => Of(405, service, 01);

    /// <summary>409…00. X-EXTERNAL-ID was used on the same day.</summary>
    public static SnapCode Conflict(int service) => Of(409, service, 00);

    /// <summary>409…01.</summary>
    public static SnapCode DuplicatePartnerReferenceNo(int service) => Of(409, service, 01);

    /// <summary>429…00.</summary>
    public static SnapCode TooManyRequests(int service) => Of(429, service, 00);

    /// <summary>500…00.</summary>
    public static SnapCode GeneralError(int service) => Of(500, service, 00);

    /// <summary>500…01. The provider itself failed; it may have acted.</summary>
    public static SnapCode InternalServerError(int service) => Of(500, service, 01);

    /// <summary>500…02. Somebody behind the provider failed; they may have acted.</summary>
    public static SnapCode ExternalServerError(int service) => Of(500, service, 02);

    /// <summary>504…00. No word in time from behind the provider; they may have acted.</summary>
    public static SnapCode Timeout(int service) => Of(504, service, 00);

    static SnapCode Of(int http, int service, int @case) => new(http, service, @case, Cases[(http, @case)].Message);
}
