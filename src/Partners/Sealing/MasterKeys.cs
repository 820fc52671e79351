using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Periksa.Postgres.Server;

namespace Periksa.Partners.Sealing;

/// <summary>Seals the secrets that must be used again, so that whoever reads the database does not have
/// them.</summary>
/// <remarks>
/// AES-256-GCM. A sealed secret is a version byte, the key id's length and the key id, 12 bytes of nonce, 16 of
/// tag, and the ciphertext. The place it belongs to is authenticated with it: copied into another row, it does not
/// open.
/// </remarks>
public sealed class MasterKeys
{
    /// <summary>A key's length in bytes.</summary>
    public const int KeyLength = 32;

    const byte Version = 1;
    const int NonceLength = 12;
    const int TagLength = 16;
    const int IdLengthMaximum = 64;

    readonly string _current;
    readonly FrozenDictionary<string, byte[]> _keys;

    /// <param name="current">Seals from now on, and opens.</param>
    /// <param name="former">Still open what was sealed with them.</param>
    public MasterKeys(MasterKey current, params IEnumerable<MasterKey> former)
    {
        _current = current.Id;
        var known = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var key in former.Prepend(current))
        {
            if (!known.TryAdd(key.Id, key.Bytes) && !known[key.Id].AsSpan().SequenceEqual(key.Bytes))
                throw new ServerException($"Two master keys are called {key.Id}, and secrets name theirs by that.");
        }

        _keys = known.ToFrozenDictionary(StringComparer.Ordinal);
        if (_keys.Any(key => key.Value.Length != KeyLength || key.Key.Length is 0 or > IdLengthMaximum))
            throw new ServerException($"A master key has a name and {KeyLength} bytes.");
    }

    /// <summary>The name of the key that seals.</summary>
    public string Current => _current;

    /// <summary>The names of the keys, which are no secret.</summary>
    public IEnumerable<string> Ids => _keys.Keys.Order(StringComparer.Ordinal);

    /// <summary>What tells each key from any other, also from one of the same name; the key that seals comes first.
    /// None of it is a secret.</summary>
    public IEnumerable<string> Prints =>
        _keys.OrderBy(key => key.Key != _current).ThenBy(key => key.Key, StringComparer.Ordinal).Select(Print);

    /// <summary>The same of the key that seals.</summary>
    public string CurrentPrint => Prints.First();

    /// <param name="place">Where it will be kept, e.g. <c>credentials/paydia/8f54…</c>.</param>
    public byte[] Seal(ReadOnlySpan<byte> secret, string place)
    {
        var id = Encoding.UTF8.GetBytes(_current);
        byte[] head = [Version, (byte)id.Length, .. id];
        var whole = new byte[head.Length + NonceLength + TagLength + secret.Length];
        head.CopyTo(whole, 0);

        var nonce = whole.AsSpan(head.Length, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_keys[_current], TagLength);
        cipher.Encrypt(
            nonce,
            secret,
            whole.AsSpan(head.Length + NonceLength + TagLength),
            whole.AsSpan(head.Length + NonceLength, TagLength),
            Bound(head, place));
        return whole;
    }

    /// <summary>The secret; <c>null</c> when none of these keys opens it, or it was sealed for another place.</summary>
    public byte[]? Open(ReadOnlySpan<byte> whole, string place)
    {
        if (whole is not [Version, var idLength, ..] || whole.Length < 2 + idLength + NonceLength + TagLength)
            return null;

        var head = whole[..(2 + idLength)];
        if (!_keys.TryGetValue(Encoding.UTF8.GetString(head[2..]), out var key))
            return null;

        var rest = whole[head.Length..];
        var secret = new byte[rest.Length - NonceLength - TagLength];
        try
        {
            using var cipher = new AesGcm(key, TagLength);
            cipher.Decrypt(
                rest[..NonceLength],
                rest[(NonceLength + TagLength)..],
                rest.Slice(NonceLength, TagLength),
                secret,
                Bound(head, place));
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>True if a sealed secret says that the current key has sealed it.</summary>
    public bool IsUnderCurrent(ReadOnlySpan<byte> whole) =>
        whole is [Version, var idLength, .. var rest] && rest.Length >= idLength
        && rest[..idLength].SequenceEqual(Encoding.UTF8.GetBytes(_current));

    /// <summary>The name of the key that a sealed secret says has sealed it; <c>null</c> where it says nothing that can
    /// be read.</summary>
    public static string? SealedWith(ReadOnlySpan<byte> whole) =>
        whole is [Version, var idLength, .. var rest] && rest.Length >= idLength
            ? Encoding.UTF8.GetString(rest[..idLength])
            : null;

    // Eight bytes: two keys that an operator has are told apart, and nothing is learned of either.
    static string Print(KeyValuePair<string, byte[]> key) =>
        $"{key.Key}:{Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, "periksa master key"u8)[..8])}";

    static byte[] Bound(ReadOnlySpan<byte> head, string place) => [.. head, .. Encoding.UTF8.GetBytes(place)];
}

/// <param name="Id">What sealed secrets call it by; it is no secret.</param>
public sealed record MasterKey(string Id, byte[] Bytes)
{
    /// <summary>Nothing of it: whatever is printed may end in a log.</summary>
    public override string ToString() => Id;
}
