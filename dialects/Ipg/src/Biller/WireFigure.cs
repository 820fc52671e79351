using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>A field that may be a number or a text with a number in it, with what it was written as.</summary>
/// <remarks>The vendor shows a bill's amounts as numbers and a component's as texts, so billers send either. Read as a
/// decimal, 1e400 would refuse the whole body, and the answer could not name the field.</remarks>
/// <param name="Text">What was written; <c>null</c> when the field was null, absent or neither.</param>
/// <param name="IsMistyped">It was there, and neither of the two nor null.</param>
[JsonConverter(typeof(WireFigureConverter))]
internal readonly record struct WireFigure(string? Text, bool IsMistyped)
{
    public bool IsMissing => Text is null && !IsMistyped;
}

/// <summary>Takes any JSON value, and keeps what is written in a number or a text.</summary>
internal sealed class WireFigureConverter : JsonConverter<WireFigure>
{
    public override bool HandleNull => true;

    public override WireFigure Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.Number)
            return new(Encoding.ASCII.GetString(reader.ValueSpan), IsMistyped: false);

        if (reader.TokenType is JsonTokenType.String)
            return new(reader.GetString(), IsMistyped: false);

        var isMistyped = reader.TokenType is not JsonTokenType.Null;
        reader.Skip();
        return new(null, isMistyped);
    }

    public override void Write(Utf8JsonWriter writer, WireFigure value, JsonSerializerOptions options) =>
        throw new NotSupportedException("No reply echoes a figure as it was sent.");
}
