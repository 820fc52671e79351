using System.Buffers;
using System.Net.Mime;
using Microsoft.Net.Http.Headers;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.Paydia;

/// <summary>The vendor's two header tables, in their order.</summary>
internal static class Headers
{
    public const string ContentType = "Content-Type";
    public const string Authorization = "Authorization";
    public const string Timestamp = "X-TIMESTAMP";
    public const string Signature = "X-SIGNATURE";
    public const string ClientKey = "X-CLIENT-KEY";
    public const string PartnerId = "X-PARTNER-ID";
    public const string ExternalId = "X-EXTERNAL-ID";
    public const string ChannelId = "CHANNEL-ID";

    const int ContentTypeLengthMaximum = 127;
    const int IdLengthMaximum = 36;
    const int StrictTimestampLength = 25;
    const int StrictChannelLengthMaximum = 5;

    // No table bounds these three; they are far beyond what any SDK sends, and keep the work on a stranger's request
    // small.
    const int ChannelLengthMaximum = 64;
    const int SignatureLengthMaximum = 2048;
    const int AuthorizationLengthMaximum = 4096;

    static readonly SearchValues<char> ExternalIdCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");

    static readonly HeaderRule ContentTypeRow = Same(ContentType, IsContentType) with { MayRepeat = true };
    static readonly HeaderRule TimestampRow = new(Timestamp, true, IsStrictTimestamp, IsTimestamp);
    static readonly HeaderRule SignatureRow = Same(Signature, text => text.Length <= SignatureLengthMaximum);

    public static readonly HeaderRules Token = new(ContentTypeRow, TimestampRow, Same(ClientKey, IsName), SignatureRow);

    public static readonly HeaderRules Inquiry = new(
        ContentTypeRow,
        Same(Authorization, text => text.Length <= AuthorizationLengthMaximum) with { IsMandatory = false },
        TimestampRow,
        SignatureRow,
        Same(PartnerId, IsName),
        new(ExternalId, true, IsStrictExternalId, IsExternalId),
        new(ChannelId, true, text => IsChannel(text, StrictChannelLengthMaximum), IsChannel));

    /// <summary>Whether a fault is that one media type was named and it is not JSON: HTTP has a word of its own for
    /// that.</summary>
    public static bool IsOfMediaType(FieldFault fault, SentHeaders sent) =>
        fault is { Field: ContentType, IsMissing: false }
        && !sent.IsAmbiguous(ContentType)
        && !IsJson(sent[ContentType]);

    static HeaderRule Same(string name, Predicate<string> rule) => new(name, IsMandatory: true, rule, rule);

    static bool IsContentType(string text) => text.Length <= ContentTypeLengthMaximum && IsJson(text);

    // Parameters such as a charset do not matter.
    static bool IsJson(string text) =>
        text is MediaTypeNames.Application.Json
        || (MediaTypeHeaderValue.TryParse(text, out var type)
            && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase));

    static bool IsTimestamp(string text) => SnapTimestamp.TryParseCompatible(text, out _);

    static bool IsStrictTimestamp(string text) =>
        text.Length == StrictTimestampLength
        && text.EndsWith("+07:00", StringComparison.Ordinal)
        && SnapTimestamp.TryParse(text, out _);

    static bool IsName(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character))
                return false;
        }

        return text.Length <= IdLengthMaximum;
    }

    static bool IsExternalId(string text) =>
        text.Length <= IdLengthMaximum && !text.AsSpan().ContainsAnyExcept(ExternalIdCharacters);

    static bool IsStrictExternalId(string text) =>
        text.Length <= IdLengthMaximum && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    static bool IsChannel(string text) => IsChannel(text, ChannelLengthMaximum);

    static bool IsChannel(string text, int lengthMaximum) =>
        text.Length <= lengthMaximum && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
