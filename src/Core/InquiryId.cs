using System.Globalization;

namespace Periksa;

/// <summary>Names one recorded inquiry. A UUID version 7: its first 48 bits are the Unix milliseconds of the
/// inquiry, so an id names its own WIB day and a look-up by id touches a single day's records.</summary>
public readonly record struct InquiryId(Guid Value)
{
    public DateOnly Day
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            Value.TryWriteBytes(bytes, bigEndian: true, out _);
            bytes[..6].CopyTo(bytes[2..8]);
            bytes[..2].Clear();
            var milliseconds = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes);
            return BusinessDay.Of(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
        }
    }

    public override string ToString() => Value.ToString("D", CultureInfo.InvariantCulture);
}
