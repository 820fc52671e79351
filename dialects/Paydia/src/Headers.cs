using Periksa.Wire.Snap;

namespace Periksa.Dialects.Paydia;

/// <summary>The vendor's two header tables, in their order, and where its letter is narrower than the
/// standard's.</summary>
internal static class Headers
{
    const int ContentTypeLengthMaximum = 127;
    const int StrictChannelLengthMaximum = 5;

    static readonly HeaderRule ContentType = SnapHeaders.ContentTypeRow with
    {
        Strict = IsContentType, Compatible = IsContentType,
    };

    static readonly HeaderRule Timestamp = SnapHeaders.TimestampRow with { Strict = IsStrictTimestamp };

    public static readonly HeaderRules Token =
        new(ContentType, Timestamp, SnapHeaders.ClientKeyRow, SnapHeaders.SignatureRow);

    public static readonly HeaderRules Inquiry = new(
        ContentType,
        SnapHeaders.AuthorizationRow with { IsMandatory = false },   // without it, the private key signs
        Timestamp,
        SnapHeaders.SignatureRow,
        SnapHeaders.PartnerIdRow,
        SnapHeaders.ExternalIdRow,
        SnapHeaders.ChannelIdRow(strict: static text => SnapHeaders.IsVisible(text, StrictChannelLengthMaximum)));

    static bool IsContentType(string text) =>
        text.Length <= ContentTypeLengthMaximum && SnapHeaders.ContentTypeRow.Strict(text);

    static bool IsStrictTimestamp(string text) =>
        text.Length == SnapTimestamp.SecondsLength
        && text.EndsWith("+07:00", StringComparison.Ordinal)
        && SnapTimestamp.TryParse(text, out _);
}
