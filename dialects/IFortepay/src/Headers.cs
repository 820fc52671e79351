using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

/// <summary>The header table of the inquiry, in the order of the vendor's page and the standard's. The token's is the
/// standard's own.</summary>
internal static class Headers
{
    public static readonly HeaderRules Inquiry = new(
        SnapHeaders.ContentTypeRow,
        SnapHeaders.AuthorizationRow,
        SnapHeaders.TimestampRow,
        SnapHeaders.SignatureRow,
        SnapHeaders.PartnerIdRow,
        SnapHeaders.ExternalIdRow,
        SnapHeaders.OriginRow,
        SnapHeaders.ChannelIdRow(strict: static value => value is "api"));
}
