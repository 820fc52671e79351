using System.Text.Json;
using System.Text.Json.Serialization;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>The prefix of a virtual account: a text, or, as the vendor also has it, an array of texts.</summary>
/// <param name="Text">The only prefix; <c>null</c> when there is none, or not one.</param>
/// <param name="IsMistyped">It was there, and neither a text, an array with one text in it, nor null.</param>
/// <param name="IsSeveral">It was an array of more than one.</param>
[JsonConverter(typeof(WirePrefixConverter))]
internal readonly record struct WirePrefix(string? Text, bool IsMistyped = false, bool IsSeveral = false)
{
    public bool IsMissing => this == default;
}

/// <summary>Takes any JSON value, and keeps a text, or the only text of an array.</summary>
internal sealed class WirePrefixConverter : JsonConverter<WirePrefix>
{
    public override bool HandleNull => true;

    public override WirePrefix Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String)
            return new(reader.GetString());

        if (reader.TokenType is JsonTokenType.StartArray)
            return ReadArray(ref reader);

        var isMistyped = reader.TokenType is not JsonTokenType.Null;
        reader.Skip();
        return new(null, isMistyped);
    }

    public override void Write(Utf8JsonWriter writer, WirePrefix value, JsonSerializerOptions options) =>
        throw new NotSupportedException("No reply echoes a prefix as it was sent.");

    static WirePrefix ReadArray(ref Utf8JsonReader reader)
    {
        var count = 0;
        string? text = null;

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            count++;
            text = reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
            reader.Skip();
        }

        return count > 1 ? new(null, IsSeveral: true) : new(text, IsMistyped: text is null);
    }
}
