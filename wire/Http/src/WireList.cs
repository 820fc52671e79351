using System.Text.Json;
using System.Text.Json.Serialization;

namespace Periksa.Wire.Http;

/// <summary>A field that a contract calls an array of objects, as it was sent.</summary>
/// <param name="Items">What is in the array, whatever that is; <c>null</c> when the field was null, absent or no
/// array.</param>
/// <param name="IsMistyped">It was there, and neither an array nor null.</param>
public readonly record struct WireList<T>(IReadOnlyList<WireObject<T>>? Items, bool IsMistyped)
    where T : class;

/// <summary>Takes any JSON value, and reads an array of whatever.</summary>
public sealed class WireListConverter<T> : JsonConverter<WireList<T>>
    where T : class
{
    static readonly WireObjectConverter<T> Item = new();

    public override bool HandleNull => true;

    public override WireList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            var isMistyped = reader.TokenType is not JsonTokenType.Null;
            reader.Skip();
            return new(null, isMistyped);
        }

        var items = new List<WireObject<T>>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            items.Add(Item.Read(ref reader, typeof(WireObject<T>), options));

        return new(items, IsMistyped: false);
    }

    public override void Write(Utf8JsonWriter writer, WireList<T> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("No reply echoes an array as it was sent.");
}
