using System.Text;

namespace Periksa.Wire.Snap;

/// <summary>A string to sign, built piece by piece as UTF-8. It stays on the stack where it fits there.</summary>
/// <remarks>What outgrows the stack is not pooled: it holds a token, which must not lie about for the next
/// tenant.</remarks>
ref struct SignedText(Span<byte> buffer)
{
    /// <summary>Enough for a usual request with its token.</summary>
    public const int UsualLengthBytes = 1024;

    Span<byte> _buffer = buffer;
    int _length;

    public readonly ReadOnlySpan<byte> Bytes => _buffer[.._length];

    /// <summary>Adds all that a service request's signature covers; without a token where <paramref name="token"/> is
    /// <c>null</c>.</summary>
    public void Add(ServiceRequest request, string? token)
    {
        Add(request.Method);
        Add(":");
        Add(request.Target);
        Add(":");
        if (token is not null)
        {
            Add(token);
            Add(":");
        }

        AddDigest(request.Body);
        Add(":");
        Add(request.Timestamp);
    }

    public void Add(string text)
    {
        var room = Room(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, room);
    }

    public void AddDigest(ReadOnlySpan<byte> body)
    {
        BodyDigest.Write(body, Room(BodyDigest.Length));
        _length += BodyDigest.Length;
    }

    Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            var larger = new byte[Math.Max(_buffer.Length * 2, _length + bytes)];
            Bytes.CopyTo(larger);
            _buffer = larger;
        }

        return _buffer[_length..];
    }
}
