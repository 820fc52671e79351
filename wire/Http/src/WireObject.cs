using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Periksa.Wire.Http;

/// <summary>A field that the contract calls an object, as it was sent.</summary>
/// <remarks>Read as a plain record, a text in its place would refuse the whole body, and the answer could not name the
/// field.</remarks>
/// <param name="Fields">What is in it; <c>null</c> when the field was null, absent or no object.</param>
/// <param name="IsMistyped">It was there, and neither an object nor null.</param>
public readonly record struct WireObject<T>(T? Fields, bool IsMistyped)
    where T : class
{
    /// <summary>It was <c>[]</c>, which is how PHP writes an object with nothing in it.</summary>
    public bool IsEmptyArray { get; init; }

    /// <summary>It was <c>""</c>.</summary>
    public bool IsEmptyText { get; init; }

    public bool IsMissing => Fields is null && !IsMistyped;
}

/// <summary>Takes any JSON value, and reads an object.</summary>
public sealed class WireObjectConverter<T> : JsonConverter<WireObject<T>>
    where T : class
{
    public override bool HandleNull => true;

    public override WireObject<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.StartObject)
            return new(JsonSerializer.Deserialize(ref reader, TypeOf(options)), IsMistyped: false);

        var isMistyped = reader.TokenType is not JsonTokenType.Null;
        var isEmptyText = reader.TokenType is JsonTokenType.String && reader.ValueTextEquals(""u8);
        var isEmptyArray = IsEmptyArray(reader);
        reader.Skip();
        return new(null, isMistyped) { IsEmptyArray = isEmptyArray, IsEmptyText = isEmptyText };
    }

    public override void Write(Utf8JsonWriter writer, WireObject<T> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("No reply echoes an object as it was sent.");

    // Its own copy of the reader goes on; the converter's does not.
    static bool IsEmptyArray(Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.StartArray && reader.Read() && reader.TokenType is JsonTokenType.EndArray;

    static JsonTypeInfo<T> TypeOf(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
