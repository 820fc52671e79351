using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Periksa.Wire.Http;

/// <summary>Reads JSON that has one meaning only.</summary>
/// <remarks>
/// The serialiser is lenient where it does not look: below a name it does not know, it takes doubled names, invalid
/// UTF-8 and unpaired surrogates. Two readers of one such text may see two different requests, so the whole text is
/// walked once before any of it is believed.
/// </remarks>
public static class StrictJson
{
    /// <summary>Deeper than any contract nests, shallow enough for every reader.</summary>
    public const int DepthLimit = 32;

    /// <summary>Reads an object of type <typeparamref name="T"/>; false when the text is malformed or is no
    /// object.</summary>
    public static bool TryParse<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, [NotNullWhen(true)] out T? value)
        where T : class
    {
        value = null;
        if (!IsWellFormed(json))
            return false;

        try
        {
            value = JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return false;   // well-formed, but not of this shape
        }

        return value is not null;
    }

    /// <summary>One JSON value and nothing else: UTF-8 without a byte-order mark, no name twice in one object, no
    /// unpaired surrogate, no U+0000, no comment, no trailing comma, at most <see cref="DepthLimit"/> deep.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            return false;

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DepthLimit });
        try
        {
            return Walk(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;   // InvalidOperationException: an escape names half of a surrogate pair
        }
    }

    static bool Walk(ref Utf8JsonReader reader)
    {
        var open = new Stack<HashSet<string>>();   // the names seen so far in each object around the reader

        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push(new(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    open.Pop();
                    break;
                case JsonTokenType.PropertyName when !IsText(ref reader) || !open.Peek().Add(reader.GetString()!):
                    return false;
                case JsonTokenType.String when !IsText(ref reader):
                    return false;
            }
        }

        return true;
    }

    // Only an escape can smuggle in a U+0000 or half a character: raw control characters are no JSON, and the bytes
    // are UTF-8.
    static bool IsText(ref Utf8JsonReader reader) => !reader.ValueIsEscaped || !reader.GetString()!.Contains('\0');
}
