using Periksa.Wire.Http;

namespace Periksa.Dialects.Snap.VirtualAccounts;

/// <summary>What the fields of several services have in common.</summary>
internal static class BodyFields
{
    const int RequestIdLengthMaximum = 128;
    const int ChannelCodeLengthMaximum = 4;

    /// <summary>A bank's own name for an inquiry or a payment.</summary>
    public static bool IsRequestId(string text) =>
        Characters.AreAtMost(text, RequestIdLengthMaximum) && !text.Any(char.IsControl);

    public static Predicate<string> AtMost(int length) => text => Characters.AreAtMost(text, length);

    public static bool IsChannelCode(string text) =>
        text.Length <= ChannelCodeLengthMaximum && text.All(char.IsAsciiDigit);
}
