using System.Net;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>A body that is written while it is sent: of unknown length, and nowhere in memory.</summary>
sealed class WrittenContent(IEnumerable<byte[]> parts) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var part in parts)
            await stream.WriteAsync(part);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
