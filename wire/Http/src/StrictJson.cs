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

    // More names than any contract's request has; comparing each with all before it would soon cost more than hashing.
    const int NamesAtOnceMaximum = 64;

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

        try
        {
            return WalkBriefly(json) ?? WalkAtLength(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;   // InvalidOperationException: an escape names half of a surrogate pair
        }
    }

    // Most texts have few names and none of them escaped; these are compared where they stand, and nothing is
    // allocated. Null for any other text.
    static bool? WalkBriefly(ReadOnlySpan<byte> json)
    {
        var reader = NewReader(json);
        Span<Range> names = stackalloc Range[NamesAtOnceMaximum];   // of the objects around the reader, outermost first
        Span<int> firsts = stackalloc int[DepthLimit + 1];          // where each of these objects' names begin
        var (count, depth) = (0, 0);

        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    firsts[depth++] = count;
                    break;
                case JsonTokenType.EndObject:
                    count = firsts[--depth];
                    break;
                case JsonTokenType.PropertyName when reader.ValueIsEscaped || count == names.Length:
                    return null;
                case JsonTokenType.PropertyName:
                    if (IsAmong(names[firsts[depth - 1]..count], reader.ValueSpan, json))
                        return false;

                    var start = (int)reader.TokenStartIndex + 1;
                    names[count++] = start..(start + reader.ValueSpan.Length);
                    break;
                case JsonTokenType.String when !IsText(ref reader):
                    return false;
            }
        }

        return true;
    }

    static bool IsAmong(ReadOnlySpan<Range> names, ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        foreach (var other in names)
        {
            if (json[other].SequenceEqual(name))
                return true;
        }

        return false;
    }

    static bool WalkAtLength(ReadOnlySpan<byte> json)
    {
        var reader = NewReader(json);
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

    static Utf8JsonReader NewReader(ReadOnlySpan<byte> json) =>
        new(json, new JsonReaderOptions { MaxDepth = DepthLimit });

    // Only an escape can smuggle in a U+0000 or half a character: raw control characters are no JSON, and the bytes
    // are UTF-8.
    static bool IsText(ref Utf8JsonReader reader) => !reader.ValueIsEscaped || !reader.GetString()!.Contains('\0');
}
