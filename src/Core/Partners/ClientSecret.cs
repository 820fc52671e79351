using System.Text;

namespace Periksa;

/// <summary>A secret shared with a caller, needed again for every signature; it lies sealed in the database.</summary>
public sealed class ClientSecret(string text)
{
    readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Nothing of it: whatever is printed may end in a log.</summary>
    public override string ToString() => "***";
}
