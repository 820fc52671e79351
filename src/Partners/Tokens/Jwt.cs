using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Periksa.Partners.Tokens;

/// <summary>The claims of a token: <c>iss</c>, <c>sub</c>, <c>iat</c> and <c>exp</c>.</summary>
/// <param name="Generation">The generation of its credential's secrets, <c>gen</c>; 0 is not written.</param>
readonly record struct Claims(
    string Issuer, string Subject, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, long Generation = 0);

/// <summary>JSON Web Tokens (RFC 7519) of one kind: signed with HS256 (RFC 7515), the key named in the
/// header.</summary>
/// <remarks>The algorithm is ours to choose, never the token's: one that names another is none.</remarks>
static class Jwt
{
    const int LengthMaximum = 2048;

    static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static string Write(TokenKey key, Claims claims)
    {
        var header = Json(writer =>
        {
            writer.WriteString("alg"u8, "HS256"u8);
            writer.WriteString("typ"u8, "JWT"u8);
            writer.WriteString("kid"u8, key.Id);
        });
        var payload = Json(writer =>
        {
            writer.WriteString("iss"u8, claims.Issuer);
            writer.WriteString("sub"u8, claims.Subject);
            writer.WriteNumber("iat"u8, claims.IssuedAt.ToUnixTimeSeconds());
            writer.WriteNumber("exp"u8, claims.ExpiresAt.ToUnixTimeSeconds());
            if (claims.Generation != 0)
                writer.WriteNumber("gen"u8, claims.Generation);
        });

        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        var signature = HMACSHA256.HashData(key.Secret, Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Which key a token claims to be signed with. Nothing about it is believed yet.</summary>
    public static bool TryReadKeyId(string token, out string id)
    {
        id = "";
        if (token.Length > LengthMaximum || token.AsSpan().Count('.') != 2)
            return false;

        return Decode(token.AsSpan(0, token.IndexOf('.', StringComparison.Ordinal))) is { } header
            && Text(header, "alg"u8) == "HS256"
            && (id = Text(header, "kid"u8) ?? "").Length > 0;
    }

    /// <summary>The claims of a token; <c>null</c> when this key did not sign it. Compares in constant
    /// time.</summary>
    public static Claims? Read(string token, TokenKey key)
    {
        var end = token.LastIndexOf('.');
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Secret, Encoding.ASCII.GetBytes(token, 0, end), expected);

        if (Decode(token.AsSpan(end + 1)) is not { } signature
            || !CryptographicOperations.FixedTimeEquals(expected, signature)
            || Decode(token.AsSpan(0, end)[(token.IndexOf('.', StringComparison.Ordinal) + 1)..]) is not { } payload)
        {
            return null;
        }

        return new(
            Text(payload, "iss"u8) ?? "",
            Text(payload, "sub"u8) ?? "",
            DateTimeOffset.FromUnixTimeSeconds(Number(payload, "iat"u8)),
            DateTimeOffset.FromUnixTimeSeconds(Number(payload, "exp"u8)),
            Number(payload, "gen"u8));
    }

    static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    // RFC 7515, section 2: no white space, no padding, no other sign; and each part has one text, so the bits that
    // do not count are zero.
    static byte[]? Decode(ReadOnlySpan<char> part)
    {
        if (part.ContainsAnyExcept(Alphabet) || !EndsClean(part))
            return null;

        var bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        return Base64Url.DecodeFromChars(part, bytes, out _, out var length) is OperationStatus.Done
            ? bytes[..length]
            : null;
    }

    // The last sign of an incomplete group stands for four bits too many, or for two.
    static bool EndsClean(ReadOnlySpan<char> part) => (part.Length % 4) switch
    {
        1 => false,
        2 => "AQgw".Contains(part[^1]),
        3 => "AEIMQUYcgkosw048".Contains(part[^1]),
        _ => true,
    };

    // The text of a name at the top; null when it is not there, or the JSON is none.
    static string? Text(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            return TryFind(ref reader, name) && reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
        }
        catch (Exception e) when (IsOfTheText(e))
        {
            return null;
        }
    }

    static long Number(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            return TryFind(ref reader, name) && reader.TryGetInt64(out var number) ? number : 0;
        }
        catch (Exception e) when (IsOfTheText(e))
        {
            return 0;
        }
    }

    static bool TryFind(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read())
        {
            if (reader.CurrentDepth == 1 && reader.TokenType is JsonTokenType.PropertyName
                && reader.ValueTextEquals(name))
            {
                return reader.Read();
            }
        }

        return false;
    }

    // Anybody may send anything for a header: what is no JSON, and what the reader finds out only when it is asked for
    // the text, bytes that are none and half a surrogate pair.
    static bool IsOfTheText(Exception e) => e is JsonException or InvalidOperationException;
}
