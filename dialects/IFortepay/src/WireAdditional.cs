using System.Text.Json;
using System.Text.Json.Serialization;

namespace Periksa.Dialects.IFortepay;

/// <summary>The field <c>additionalInfo</c> of a request, as it was sent.</summary>
/// <remarks>Read as a plain object, a string in its place would refuse the whole body, and the answer could not
/// name the field.</remarks>
/// <param name="Fields"><c>null</c> when it was null, absent or no object.</param>
/// <param name="IsMistyped">It was there, and neither an object nor null.</param>
[JsonConverter(typeof(WireAdditionalConverter))]
internal readonly record struct WireAdditional(AdditionalRequest? Fields, bool IsMistyped);

/// <summary>Takes any JSON value, and keeps what an object says.</summary>
internal sealed class WireAdditionalConverter : JsonConverter<WireAdditional>
{
    public override bool HandleNull => true;

    public override WireAdditional Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.StartObject)
        {
            var fields = JsonSerializer.Deserialize(ref reader, IFortepayJson.Exact.AdditionalRequest);
            return new(fields, IsMistyped: false);
        }

        var isMistyped = reader.TokenType is not JsonTokenType.Null;
        reader.Skip();
        return new(null, isMistyped);
    }

    public override void Write(Utf8JsonWriter writer, WireAdditional value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Fields, IFortepayJson.Exact.AdditionalRequest);
}
