using System.Globalization;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Channel;

/// <summary>Reads the fields of requests, none of which knows about another.</summary>
internal static class Fields
{
    const int ReferenceLengthMaximum = 64;
    const int CustomerNameLengthMaximum = 100;

    /// <summary>The first amount with more than fifteen digits before the point.</summary>
    static readonly Money AmountLimit = Money.Rupiah(1_000_000_000_000_000);

    /// <summary>The contract's table, where they stand without anything between them, and <c>bifast</c>, which the
    /// vendor's other pages have.</summary>
    public static readonly string[] Terminals =
    [
        "atm", "internet_banking", "mobile_banking", "teller", "edc", "interbank", "transfer", "vabiz", "channel",
        "pos", "bifast", "other",
    ];

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

    /// <summary>Reads what is more than zero.</summary>
    public static bool TryReadAmount(string? text, out Money amount) =>
        Figures.TryReadAmount(text, out amount) && amount.IsPositive && amount < AmountLimit;
}
