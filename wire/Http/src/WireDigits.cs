using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Periksa.Wire.Http;

/// <summary>A field of digits that a contract calls a string or a number, and that is sent as either, with the text
/// it was sent as.</summary>
/// <remarks>Twenty digits are more than any number of .NET's holds exactly.</remarks>
/// <param name="Text">The text of a string or a number; <c>null</c> when the field was null, absent or neither.</param>
/// <param name="IsNumber">It was a number, and so has lost its leading zeros.</param>
/// <param name="IsMistyped">It was there, and none of these.</param>
[JsonConverter(typeof(WireDigitsConverter))]
public readonly record struct WireDigits(string? Text, bool IsNumber, bool IsMistyped)
{
    /// <summary>The field as one that is sent as a string.</summary>
    /// <param name="mayBeNumber">Whether a number is as good.</param>
    public WireText AsText(bool mayBeNumber) =>
        IsNumber && !mayBeNumber ? new(null, IsMistyped: true) : new(Text, IsMistyped);
}

/// <summary>Takes any JSON value, and keeps the text of a string or a number.</summary>
public sealed class WireDigitsConverter : JsonConverter<WireDigits>
{
    public override bool HandleNull => true;

    public override WireDigits Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String)
            return new(reader.GetString(), IsNumber: false, IsMistyped: false);

        if (reader.TokenType is JsonTokenType.Number)
            return new(Encoding.ASCII.GetString(reader.ValueSpan), IsNumber: true, IsMistyped: false);

        var isMistyped = reader.TokenType is not JsonTokenType.Null;
        reader.Skip();
        return new(null, IsNumber: false, isMistyped);
    }

    public override void Write(Utf8JsonWriter writer, WireDigits value, JsonSerializerOptions options) =>
        throw new NotSupportedException("No reply echoes a number as it was sent.");
}
