using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>The components as they were sent.</summary>
/// <param name="Items">What is in the array; <c>null</c> when the field was null, absent or no array.</param>
[JsonConverter(typeof(WireComponentsConverter))]
internal readonly record struct WireComponents(IReadOnlyList<WireObject<ComponentRequest>>? Items);

/// <summary>Takes any JSON value, and reads an array of whatever.</summary>
internal sealed class WireComponentsConverter : JsonConverter<WireComponents>
{
    static readonly WireObjectConverter<ComponentRequest> Component = new();

    public override bool HandleNull => true;

    public override WireComponents Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            reader.Skip();
            return default;
        }

        var items = new List<WireObject<ComponentRequest>>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            items.Add(Component.Read(ref reader, typeof(WireObject<ComponentRequest>), options));

        return new(items);
    }

    public override void Write(Utf8JsonWriter writer, WireComponents value, JsonSerializerOptions options) =>
        throw new NotSupportedException("No reply echoes components as they were sent.");
}
