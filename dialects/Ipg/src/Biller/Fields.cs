using System.Globalization;
using System.Text.RegularExpressions;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>Reads single fields. Each reader returns the sentence that says what is wrong, or <c>null</c> once what it
/// read means something.</summary>
internal static partial class Fields
{
    const int NumberDigits = 10;
    const int PrefixDigits = 6;
    const int InvoiceNumberLengthMaximum = 64;
    const int QuantityMaximum = 1_000_000;

    public static readonly Money AmountMaximum = Money.Rupiah(1_000_000_000_000);

    /// <summary>A year before time ends in .NET, so that every moment can be told in Jakarta's time, too.</summary>
    static readonly DateTimeOffset MomentMaximum = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Prefix and number, or all sixteen digits at once.</summary>
    public static string? ReadVirtualAccount(WireText number, WirePrefix prefix, out string virtualAccount)
    {
        virtualAccount = prefix.Text + number.Text;
        if (Figures.IsVaNumber(number.Text))
            return prefix.IsMissing ? null : Sentences.PrefixNeedless;

        if (!Figures.AreDigits(number.Text, NumberDigits))
            return Sentences.VaNumber;

        if (prefix.IsSeveral)
            return Sentences.PrefixSeveral;

        return Figures.AreDigits(prefix.Text, PrefixDigits) ? null : Sentences.Prefix;
    }

    /// <summary>A text that must be there, and not be empty.</summary>
    public static string? ReadText(WireText wire, int lengthMaximum, string sentence, out string text)
    {
        text = wire.Text ?? "";
        return text.Length > 0 && Characters.AreAtMost(text, lengthMaximum) ? null : sentence;
    }

    /// <summary>A text that may be missing, null or empty.</summary>
    public static string? FindFault(WireText wire, int lengthMaximum, string sentence) =>
        wire.IsMistyped || !Characters.AreAtMost(wire.Text ?? "", lengthMaximum) ? sentence : null;

    /// <summary>May be missing or null, but not empty.</summary>
    public static string? FindFaultInInvoiceNumber(WireText wire) =>
        wire.IsMistyped || (wire.Text is { } number && !IsInvoiceNumber(number)) ? Sentences.InvoiceNumber : null;

    public static bool IsInvoiceNumber(string text) =>
        text.Length is > 0 and <= InvoiceNumberLengthMaximum && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>A moment that may be missing or null.</summary>
    public static string? ReadMoment(WireText wire, string sentence, out DateTimeOffset? moment)
    {
        moment = null;
        if (wire is { Text: null })
            return wire.IsMistyped ? sentence : null;

        // The pattern first: .NET's own is content with offsets such as +7.
        if (!Moment.IsMatch(wire.Text)
            || !DateTimeOffset.TryParseExact(
                wire.Text, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            || read >= MomentMaximum)
        {
            return sentence;
        }

        moment = read.ToUniversalTime();
        return null;
    }

    /// <summary>One where nothing is said.</summary>
    public static string? ReadQuantity(WireFigure wire, out int quantity)
    {
        quantity = 1;
        if (wire.IsMissing)
            return null;

        return wire.Text is [not '0', ..]
            && !wire.Text.AsSpan().ContainsAnyExceptInRange('0', '9')
            && int.TryParse(wire.Text, NumberStyles.None, CultureInfo.InvariantCulture, out quantity)
            && quantity <= QuantityMaximum
                ? null
                : Sentences.Quantity;
    }

    /// <summary>Zero or more.</summary>
    public static bool TryReadAmount(string? text, out Money amount) =>
        Figures.TryReadAmount(text, out amount) && amount <= AmountMaximum;

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Moment { get; }
}
