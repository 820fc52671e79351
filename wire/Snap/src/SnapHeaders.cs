using System.Buffers;
using System.Net.Http.Headers;
using System.Net.Mime;

namespace Periksa.Wire.Snap;

/// <summary>The rows of the standard's header table. A vendor's table takes those it has, in its own order, and says
/// where its letter is narrower.</summary>
/// <remarks>Source: SNAP technical standard and security, header structure. What its table does not bound is bounded
/// here far beyond what any SDK sends, which keeps the work on a stranger's request small.</remarks>
public static class SnapHeaders
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

    const int AuthorizationLengthMaximum = 4096;
    const int IdLengthMaximum = 36;
    const int ChannelIdLengthMaximum = 64;

    static readonly SearchValues<char> InExternalIds =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");

    /// <summary>JSON, with any parameters; may repeat where all say the same.</summary>
    public static HeaderRule ContentTypeRow { get; } = Same(ContentType, IsJson) with { MayRepeat = true };

    public static HeaderRule AuthorizationRow { get; } =
        Same(Authorization, static text => text.Length <= AuthorizationLengthMaximum);

    /// <summary>Seconds or milliseconds and an offset with a colon, 25 or 29 characters; compatible is whatever the
    /// formatters of usual languages write.</summary>
    public static HeaderRule TimestampRow { get; } = new(
        Timestamp, IsMandatory: true, IsTimestamp, static text => SnapTimestamp.TryParseCompatible(text, out _));

    public static HeaderRule ClientKeyRow { get; } = Same(ClientKey, IsName);

    public static HeaderRule SignatureRow { get; } =
        Same(Signature, static text => text.Length <= 2 * SignatureText.LongestBytes);

    public static HeaderRule PartnerIdRow { get; } = Same(PartnerId, IsName);

    /// <summary>At most 36 digits; compatible are letters, hyphens, underscores and full stops, too.</summary>
    public static HeaderRule ExternalIdRow { get; } = new(
        ExternalId,
        IsMandatory: true,
        static text => text.Length <= IdLengthMaximum && !text.AsSpan().ContainsAnyExceptInRange('0', '9'),
        static text => text.Length <= IdLengthMaximum && !text.AsSpan().ContainsAnyExcept(InExternalIds));

    /// <summary>Anything, or nothing.</summary>
    public static HeaderRule OriginRow { get; } =
        new(Origin, IsMandatory: false, static _ => true, static _ => true) { MayRepeat = true };

    /// <summary>The table of the access token, service 73, as the standard has it.</summary>
    public static HeaderRules Token { get; } = new(ContentTypeRow, TimestampRow, ClientKeyRow, SignatureRow);

    /// <summary>At most 64 visible characters.</summary>
    /// <param name="strict">What the vendor's letter allows.</param>
    public static HeaderRule ChannelIdRow(Predicate<string> strict) => new(
        ChannelId, IsMandatory: true, strict, static text => IsVisible(text, ChannelIdLengthMaximum));

    /// <summary>True if a text has at most so many characters, and all of them are visible ASCII or spaces.</summary>
    public static bool IsVisible(string text, int lengthMaximum) =>
        text.Length <= lengthMaximum && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>True if a fault is that one media type was named and it is not JSON: HTTP has a status of its own for
    /// that.</summary>
    public static bool IsOfMediaType(FieldFault fault, SentHeaders sent) =>
        fault is { Field: ContentType, IsMissing: false }
        && !sent.IsAmbiguous(ContentType)
        && !IsJson(sent[ContentType]);

    static HeaderRule Same(string name, Predicate<string> rule) => new(name, IsMandatory: true, rule, rule);

    // Nearly everybody sends the bare name, and it needs no parsing; parameters such as a charset do not matter.
    static bool IsJson(string text) =>
        text is MediaTypeNames.Application.Json
        || (MediaTypeHeaderValue.TryParse(text, out var type)
            && MediaTypeNames.Application.Json.Equals(type.MediaType, StringComparison.OrdinalIgnoreCase));

    // .NET also reads offsets such as +7:00 and +0700; by its length a text has neither.
    static bool IsTimestamp(string text) =>
        text.Length is SnapTimestamp.SecondsLength or SnapTimestamp.MillisecondsLength
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
}
