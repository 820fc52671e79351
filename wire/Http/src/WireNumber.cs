using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Periksa.Wire.Http;

/// <summary>A field that a contract calls a number, with the text it was sent as.</summary>
/// <remarks>Read as a double, 10000.01 is not quite itself any more; read as a decimal, 1e400 refuses the whole
/// body.</remarks>
/// <param name="Text">The text; <c>null</c> when the field was null, absent or no number.</param>
/// <param name="IsMistyped">It was there, and neither a number nor null.</param>
[JsonConverter(typeof(WireNumberConverter))]
public readonly record struct WireNumber(string? Text, bool IsMistyped);

/// <summary>Takes any JSON value, and keeps the text of a number.</summary>
public sealed class WireNumberConverter : JsonConverter<WireNumber>
{
    public override bool HandleNull => true;

    public override WireNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.Number)
            return new(Encoding.ASCII.GetString(reader.ValueSpan), IsMistyped: false);

        var isMistyped = reader.TokenType is not JsonTokenType.Null;
        reader.Skip();
        return new(null, isMistyped);
    }

    public override void Write(Utf8JsonWriter writer, WireNumber value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text ?? "null");
}
