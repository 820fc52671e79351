using System.Globalization;

namespace Periksa;

/// <summary>Names one recorded inquiry. A UUID version 7: its first 48 bits are the Unix milliseconds of the
/// inquiry, so an id names its own WIB day and a look-up by id touches a single day's records.</summary>
public readonly record struct InquiryId(Guid Value)
{
    public const int Version = 7;

    /// <summary>The last moment of which there is a day in WIB.</summary>
    static readonly long LastMilliseconds = DateTimeOffset.MaxValue.AddDays(-1).ToUnixTimeMilliseconds();

    public DateOnly Day => BusinessDay.Of(DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds));

    /// <summary>False for what is no id of ours, and names a time beyond the calendar.</summary>
    public bool HasDay => Milliseconds <= LastMilliseconds;

    long Milliseconds
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            Value.TryWriteBytes(bytes, bigEndian: true, out _);
            bytes[..6].CopyTo(bytes[2..8]);
            bytes[..2].Clear();
            return System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes);
        }
    }

    public override string ToString() => Value.ToString("D", CultureInfo.InvariantCulture);
}
