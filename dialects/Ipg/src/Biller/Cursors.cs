using System.Buffers.Binary;
using System.Buffers.Text;
using Periksa.Bills;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>Places in lists as their readers carry them: sixteen bytes of an id, and a moment before it where that
/// counts, in base64url. Nobody is meant to read one.</summary>
internal static class Cursors
{
    const int IdBytes = 16;
    const int MomentBytes = sizeof(long);

    public static string? Write(BillId? place) =>
        place is { } id ? Base64Url.EncodeToString(id.Value.ToByteArray(bigEndian: true)) : null;

    public static string? Write(PaymentPlace? place)
    {
        if (place is not { } known)
            return null;

        var bytes = new byte[MomentBytes + IdBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, known.At.UtcTicks);
        known.Id.TryWriteBytes(bytes.AsSpan(MomentBytes), bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads where to go on: <c>null</c> for the beginning.</summary>
    public static bool TryRead(string? text, out BillId? place)
    {
        place = null;
        if (string.IsNullOrEmpty(text))
            return true;

        if (Decode(text, IdBytes) is not { } bytes)
            return false;

        place = new(new Guid(bytes, bigEndian: true));
        return true;
    }

    /// <summary>The same in a day's payments.</summary>
    public static bool TryRead(string? text, out PaymentPlace? place)
    {
        place = null;
        if (string.IsNullOrEmpty(text))
            return true;

        if (Decode(text, MomentBytes + IdBytes) is not { } bytes
            || BinaryPrimitives.ReadInt64BigEndian(bytes) is not (>= 0 and var ticks)
            || ticks > DateTimeOffset.MaxValue.AddDays(-1).UtcTicks)
        {
            return false;
        }

        place = new(new(ticks, TimeSpan.Zero), new Guid(bytes.AsSpan(MomentBytes), bigEndian: true));
        return true;
    }

    // Exactly as it was written: no white space, no padding, no other length.
    static byte[]? Decode(string text, int length)
    {
        if (text.Length != Base64Url.GetEncodedLength(length) || !text.All(IsDigit))
            return null;

        var bytes = new byte[length];
        return Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == length ? bytes : null;
    }

    static bool IsDigit(char one) => char.IsAsciiLetterOrDigit(one) || one is '-' or '_';
}
