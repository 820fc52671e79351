using Periksa.Wire.Snap;

namespace Periksa.Dialects.Snap;

/// <summary>The standard's header tables, with the lengths that it gives; what it prints for customers' own tokens is
/// not asked for.</summary>
internal static class Headers
{
    const int ChannelIdLengthMaximum = 5;

    static readonly HeaderRule Timestamp = SnapHeaders.TimestampRow with
    {
        Strict = static text => text.Length == SnapTimestamp.SecondsLength && SnapTimestamp.TryParse(text, out _),
    };

    public static readonly HeaderRules Token =
        new(SnapHeaders.ContentTypeRow, Timestamp, SnapHeaders.ClientKeyRow, SnapHeaders.SignatureRow);

    /// <summary>Of every service whose requests are signed.</summary>
    public static readonly HeaderRules Signed = new(
        SnapHeaders.ContentTypeRow,
        SnapHeaders.AuthorizationRow with { IsMandatory = false },   // without it, the private key signs
        Timestamp,
        SnapHeaders.SignatureRow,
        SnapHeaders.OriginRow,
        SnapHeaders.PartnerIdRow,
        SnapHeaders.ExternalIdRow,
        SnapHeaders.ChannelIdRow(strict: static text => SnapHeaders.IsVisible(text, ChannelIdLengthMaximum)));
}
