using System.Text;

namespace Periksa.Host.Lab;

/// <summary>The names of what a string to sign is made of.</summary>
public enum PartName
{
    Method,
    Target,
    Url,
    Version,
    Token,
    Digest,
    Timestamp,
    ClientId,
    Secret,
    Day,
    Body,
}

/// <summary>A part of a string to sign.</summary>
public sealed record SignedPart(PartName Name, byte[] Bytes)
{
    public SignedPart(PartName name, string text)
        : this(name, Encoding.UTF8.GetBytes(text))
    {
    }
}

/// <summary>A string to sign in its parts.</summary>
public sealed class SigningText(string separator, params IReadOnlyList<SignedPart> parts)
{
    public string Separator => separator;

    public IReadOnlyList<SignedPart> Parts => parts;

    public byte[] Bytes { get; } = Join(separator, parts);

    /// <summary>The part that a byte is in or behind; <c>null</c> beyond the end.</summary>
    public PartName? PartAt(int offset)
    {
        var end = 0;
        foreach (var part in parts)
        {
            end += part.Bytes.Length + (part == parts[^1] ? 0 : separator.Length);
            if (offset < end)
                return part.Name;
        }

        return null;
    }

    static byte[] Join(string separator, IReadOnlyList<SignedPart> parts)
    {
        var all = new List<byte>();
        foreach (var part in parts)
        {
            if (part != parts[0])
                all.AddRange(Encoding.UTF8.GetBytes(separator));

            all.AddRange(part.Bytes);
        }

        return [.. all];
    }
}
