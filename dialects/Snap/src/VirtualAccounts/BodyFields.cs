using System.Text.RegularExpressions;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.VirtualAccounts;

/// <summary>What the fields of several services have in common.</summary>
internal static partial class BodyFields
{
    const int RequestIdLengthMaximum = 128;
    const int ChannelCodeLengthMaximum = 4;

    // The standard's samples have dates without their dashes and colons.
    const string Extended = "$1-$2-$3T$4:$5:$6$7";

    /// <summary>A bank's own name for an inquiry or a payment.</summary>
    public static bool IsRequestId(string text) =>
        Characters.AreAtMost(text, RequestIdLengthMaximum) && !text.Any(char.IsControl);

    public static Predicate<string> AtMost(int length) => text => Characters.AreAtMost(text, length);

    public static bool IsChannelCode(string text) =>
        text.Length <= ChannelCodeLengthMaximum && text.All(char.IsAsciiDigit);

    /// <summary>A row of a date that may be left out.</summary>
    public static FieldTable OptionalDate<T>(
        this FieldTable table, string name, WireText sent, SnapQuestion<T> question) =>
        table.Optional(name, sent, text => TryReadDate(text, out _)
            && (IsToTheLetter(text) || question.May("date of another form")));

    /// <summary>The moment that was sent; if none was, another.</summary>
    public static DateTimeOffset ReadDate(WireText sent, DateTimeOffset otherwise) =>
        sent.IsPresent && TryReadDate(sent.Text!, out var moment) ? moment : otherwise;

    static bool TryReadDate(string text, out DateTimeOffset moment) =>
        SnapTimestamp.TryParseCompatible(Basic.Replace(text, Extended), out moment);

    static bool IsToTheLetter(string text) =>
        text.Length == SnapTimestamp.SecondsLength && SnapTimestamp.TryParse(text, out _);

    [GeneratedRegex("^([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})(.*)$", RegexOptions.Singleline)]
    private static partial Regex Basic { get; }
}
