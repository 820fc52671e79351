using System.Text.Json;
using System.Text.Json.Serialization;

namespace Periksa.Wire.Http;

/// <summary>A field that a contract calls String, as it was sent.</summary>
/// <remarks>
/// Read as a plain <c>string</c>, a number in its place would refuse the whole body, and the answer could no longer
/// echo the fields that were readable.
/// </remarks>
/// <param name="Text">The text; <c>null</c> when the field was null, absent or no string.</param>
/// <param name="IsMistyped">It was there, and neither a string nor null.</param>
[JsonConverter(typeof(WireTextConverter))]
public readonly record struct WireText(string? Text, bool IsMistyped)
{
    /// <summary>A string with something in it.</summary>
    public bool IsPresent => Text is { Length: > 0 };

    /// <summary>The text where there is something in it; else <c>null</c>.</summary>
    public string? Given => IsPresent ? Text : null;
}

/// <summary>Takes any JSON value, and keeps the text of a string.</summary>
public sealed class WireTextConverter : JsonConverter<WireText>
{
    public override bool HandleNull => true;

    public override WireText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String)
            return new(reader.GetString(), IsMistyped: false);

        var isMistyped = reader.TokenType is not JsonTokenType.Null;
        reader.Skip();
        return new(null, isMistyped);
    }

    public override void Write(Utf8JsonWriter writer, WireText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
