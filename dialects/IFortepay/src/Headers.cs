using System.Buffers;
using System.Net.Mime;
using Microsoft.Net.Http.Headers;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

/// <summary>The two header tables, in the order of the vendor's page and the standard's.</summary>
internal static class Headers
{
    public const string ContentType = "Content-Type";
    public const string Authorization = "Authorization";
    public const string Timestamp = "X-TIMESTAMP";
    public const string ClientKey = "X-CLIENT-KEY";
    public const string Signature = "X-SIGNATURE";
    public const string PartnerId = "X-PARTNER-ID";
    public const string ExternalId = "X-EXTERNAL-ID";
    public const string Origin = "ORIGIN";
    public const string ChannelId = "CHANNEL-ID";

    /// <summary>Far longer than our tokens are; a longer text is none.</summary>
    const int AuthorizationLengthMaximum = 4096;

    const int ClientIdLengthMaximum = 36;
    const int ExternalIdLengthMaximum = 36;
    const int ChannelIdLengthMaximum = 64;

    const int SecondsLength = 25;
    const int MillisecondsLength = 29;

    static readonly SearchValues<char> InExternalIds =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");

    public static readonly HeaderRules Token = new(
        Mandatory(ContentType, IsJson, IsJson) with { MayRepeat = true },
        Mandatory(Timestamp, IsTimestamp, IsCompatibleTimestamp),
        Mandatory(ClientKey, IsClientId, IsClientId),
        Mandatory(Signature, IsSignature, IsSignature));

    public static readonly HeaderRules Inquiry = new(
        Mandatory(ContentType, IsJson, IsJson) with { MayRepeat = true },
        Mandatory(Authorization, IsAuthorization, IsAuthorization),
        Mandatory(Timestamp, IsTimestamp, IsCompatibleTimestamp),
        Mandatory(Signature, IsSignature, IsSignature),
        Mandatory(PartnerId, IsClientId, IsClientId),
        Mandatory(ExternalId, IsNumeric, IsExternalId),
        new(Origin, IsMandatory: false, static _ => true, static _ => true) { MayRepeat = true },
        Mandatory(ChannelId, static value => value is "api", IsChannelId));

    /// <summary>Whether a fault is one for which HTTP has a status of its own: one media type, and another than
    /// JSON.</summary>
    public static bool IsOfMediaType(FieldFault fault, SentHeaders sent) =>
        fault is { Field: ContentType, IsMissing: false } && !sent.IsAmbiguous(ContentType);

    /// <summary>X-TIMESTAMP as this wire writes it: WIB, with milliseconds.</summary>
    public static string Write(DateTimeOffset moment) =>
        SnapTimestamp.Write(moment, SnapTimestamp.Milliseconds, BusinessDay.Wib);

    static HeaderRule Mandatory(string name, Predicate<string> strict, Predicate<string> compatible) =>
        new(name, IsMandatory: true, strict, compatible);

    // Nearly everybody sends the bare name, and it needs no parsing; parameters such as a charset do not matter.
    static bool IsJson(string value) =>
        value is MediaTypeNames.Application.Json
        || (MediaTypeHeaderValue.TryParse(value, out var type)
            && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase));

    static bool IsAuthorization(string value) => value.Length <= AuthorizationLengthMaximum;

    // .NET also reads offsets such as +7:00 and +0700; by its length a text has neither.
    static bool IsTimestamp(string value) =>
        value.Length is SecondsLength or MillisecondsLength && SnapTimestamp.TryParse(value, out _);

    static bool IsCompatibleTimestamp(string value) => SnapTimestamp.TryParseCompatible(value, out _);

    static bool IsSignature(string value) => value.Length <= 2 * SignatureText.LongestBytes;

    static bool IsClientId(string value)
    {
        foreach (var character in value)
        {
            if (char.IsControl(character))
                return false;
        }

        return value.Length <= ClientIdLengthMaximum;
    }

    static bool IsNumeric(string value) =>
        value.Length <= ExternalIdLengthMaximum && !value.AsSpan().ContainsAnyExceptInRange('0', '9');

    static bool IsExternalId(string value) =>
        value.Length <= ExternalIdLengthMaximum && !value.AsSpan().ContainsAnyExcept(InExternalIds);

    static bool IsChannelId(string value) =>
        value.Length <= ChannelIdLengthMaximum && !value.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
