using System.Buffers;
using System.Text;
using System.Text.Unicode;

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

    /// <summary>True if all of it was text. Half a surrogate pair is none: it has no UTF-8, and what an encoder puts
    /// in its place would let two texts share one signature.</summary>
    public bool IsText { get; private set; } = true;

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
        if (TryAdd(text))
            return;

        Grow(Encoding.UTF8.GetByteCount(text));
        TryAdd(text);
    }

    public void AddDigest(ReadOnlySpan<byte> body)
    {
        if (_buffer.Length - _length < BodyDigest.Length)
            Grow(BodyDigest.Length);

        BodyDigest.Write(body, _buffer.Slice(_length, BodyDigest.Length));
        _length += BodyDigest.Length;
    }

    /// <summary>For whoever signs: unlike a caller's, an own text without UTF-8 is a mistake of the program.</summary>
    /// <exception cref="ArgumentException">Half a surrogate pair was added.</exception>
    public readonly ReadOnlySpan<byte> Demand() =>
        IsText ? Bytes : throw new ArgumentException("Half a surrogate pair is no text and cannot be signed.");

    // False where it does not fit.
    bool TryAdd(string text)
    {
        var status = Utf8.FromUtf16(text, _buffer[_length..], out _, out var written, replaceInvalidSequences: false);
        if (status is OperationStatus.DestinationTooSmall)
            return false;

        IsText &= status is OperationStatus.Done;
        _length += written;
        return true;
    }

    void Grow(int bytes)
    {
        var larger = new byte[Math.Max(_buffer.Length * 2, _length + bytes)];
        Bytes.CopyTo(larger);
        _buffer = larger;
    }
}
