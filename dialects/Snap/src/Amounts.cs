using Periksa.Wire.Http;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap;

/// <summary>An amount as it was sent.</summary>
internal sealed record SentAmount(WireText Value, WireText Currency);

/// <summary>An amount as it is said: with two decimals, however it came.</summary>
internal sealed record Amount(string Value, string Currency)
{
    /// <summary>Of which nothing is known.</summary>
    public static readonly Amount None = new("", "");

    public static Amount Of(Money money) => new(money.ToString(), money.Currency.Code);
}

/// <summary>Reads amounts of rupiah.</summary>
internal static class Amounts
{
    const string Decimals = ".00";
    const int CurrencyLength = 3;

    /// <summary>The standard's amounts have sixteen digits before the point, and two after it.</summary>
    const int LengthMaximum = 16 + 1 + 2;

    /// <summary>The rows of an amount that must be there and be positive. Only a caller that need not keep to the
    /// letter may leave the decimals out.</summary>
    public static FieldTable MandatoryAmount<T>(
        this FieldTable table, string name, WireObject<SentAmount> sent, SnapQuestion<T> question) =>
        table.Mandatory(name, sent, (rows, amount) => rows
            .Mandatory($"{name}.value", amount.Value, text => IsAmount(text, question))
            .Mandatory($"{name}.currency", amount.Currency, static text => text == Currency.Idr.Code));

    /// <summary>The rows of an amount that must be there and be positive, in whichever currency.</summary>
    public static FieldTable MandatoryAmountOfAny<T>(
        this FieldTable table, string name, WireObject<SentAmount> sent, SnapQuestion<T> question) =>
        table.Mandatory(name, sent, (rows, amount) => rows
            .Mandatory($"{name}.value", amount.Value, text => IsAmount(text, question))
            .Mandatory($"{name}.currency", amount.Currency, IsCurrency));

    /// <summary>The rows of an amount that may be left out, in parts too, and may be zero.</summary>
    public static FieldTable OptionalAmountOfAny<T>(
        this FieldTable table, string name, WireObject<SentAmount> sent, SnapQuestion<T> question) =>
        table.Optional(name, Given(name, sent, question), (rows, amount) => rows
            .Optional($"{name}.value", amount?.Value ?? default, text => IsAmountOrZero(text, question))
            .Optional($"{name}.currency", amount?.Currency ?? default, IsCurrency));

    /// <summary>Reads it with its decimals or without, in whichever currency: all are written with two.</summary>
    public static bool TryRead(SentAmount? sent, out Money amount)
    {
        amount = default;
        if (sent is not { Value.Text: { } value, Currency.Text: { } code } || !TryRead(value, out var rupiah))
            return false;

        amount = code == Currency.Idr.Code ? rupiah : new(rupiah.Minor, new(code, Currency.Idr.Decimals));
        return true;
    }

    /// <summary>The rows of an amount of rupiah that may be left out; what is null or empty in it was not
    /// given.</summary>
    public static FieldTable OptionalAmount<T>(
        this FieldTable table, string name, WireObject<SentAmount> sent, SnapQuestion<T> question) =>
        table.Optional(name, Given(name, sent, question), (rows, amount) => rows
            .Optional($"{name}.value", amount?.Value ?? default, text => IsAmount(text, question))
            .Optional($"{name}.currency", amount?.Currency ?? default, static text => text == Currency.Idr.Code));

    /// <summary>Reads it with its decimals or without.</summary>
    public static bool TryRead(string text, out Money amount)
    {
        amount = default;
        var whole = HasDecimals(text) ? text : text + Decimals;
        return whole.Length <= LengthMaximum && Money.TryParse(whole, Currency.Idr, out amount);
    }

    // Whose language has no null writes "" for it.
    static WireObject<SentAmount> Given<T>(string name, WireObject<SentAmount> sent, SnapQuestion<T> question) =>
        sent.IsEmptyText && question.May($"empty {name}") ? default : sent;

    static bool IsAmount<T>(string text, SnapQuestion<T> question) =>
        TryRead(text, out var amount) && amount.IsPositive && IsAmountOrZero(text, question);

    static bool IsAmountOrZero<T>(string text, SnapQuestion<T> question) =>
        TryRead(text, out _) && (HasDecimals(text) || question.May("amount without decimals"));

    static bool IsCurrency(string text) =>
        text.Length == CurrencyLength && text.All(char.IsAsciiLetterUpper);

    static bool HasDecimals(string text) => text.Contains('.');
}
