using System.Globalization;
using System.Text.RegularExpressions;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgChannel;

/// <summary>Reads the fields of requests, none of which knows about another.</summary>
internal static partial class Fields
{
    const int VaNumberDigits = 16;
    const int ReferenceLengthMaximum = 64;
    const int CustomerNameLengthMaximum = 100;

    /// <summary>The contract's table, where they stand without anything between them, and <c>bifast</c>, which the
    /// vendor's other pages have.</summary>
    public static readonly string[] Terminals =
    [
        "atm", "internet_banking", "mobile_banking", "teller", "edc", "interbank", "transfer", "vabiz", "channel",
        "pos", "bifast", "other",
    ];

    public static bool IsVaNumber(string text) =>
        text.Length == VaNumberDigits && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>A channel's own name for an inquiry or a payment.</summary>
    public static bool IsReference(WireText wire) =>
        wire.IsPresent && Characters.AreAtMost(wire.Text!, ReferenceLengthMaximum) && !wire.Text!.Any(char.IsControl);

    public static bool IsTerminalOrNone(WireText wire) =>
        wire.Text is { } text ? Terminals.Contains(text) : !wire.IsMistyped;

    public static bool IsCustomerNameOrNone(WireText wire) =>
        !wire.IsMistyped && Characters.AreAtMost(wire.Text ?? "", CustomerNameLengthMaximum);

    /// <summary>A moment by a clock in Jakarta; <c>null</c> for what is none.</summary>
    public static DateTimeOffset? ReadMoment(WireText wire) => DateTimeOffset.TryParseExact(
        $"{wire.Text}+07:00",
        "yyyy-MM-dd HH:mm:sszzz",
        CultureInfo.InvariantCulture,
        DateTimeStyles.None,
        out var moment)
        ? moment
        : null;

    /// <summary>Reads what is more than zero and has no other spelling but for zeros at its end.</summary>
    public static bool TryReadAmount(string text, out Money amount)
    {
        amount = default;
        if (!Amount.IsMatch(text))
            return false;

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        var decimals = point < 0 ? "" : text[(point + 1)..];

        return Money.TryParse($"{whole}.{decimals.PadRight(Currency.Idr.Decimals, '0')}", Currency.Idr, out amount)
            && amount.IsPositive;
    }

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,14})(\.[0-9]{1,2})?\z")]
    private static partial Regex Amount { get; }
}
