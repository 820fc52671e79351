using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>A file as it came off the wire, kept on disk while it is read.</summary>
/// <remarks>An import begins with the digest of the whole file, and nothing of a file is believed before all of it was
/// looked at. Kept in memory, a few of the longest would be all the memory there is.</remarks>
internal sealed class Spool : IAsyncDisposable
{
    /// <summary>A million rows of sixty bytes.</summary>
    public const long LimitBytes = 64 * 1024 * 1024;

    /// <summary>Bytes the server may read for one file. Its own limit counts a chunked body's framing too, which is
    /// at worst five bytes to one, and it refuses in its own words.</summary>
    const long ServerLimitBytes = 8 * LimitBytes;

    const int ChunkBytes = 64 * 1024;

    readonly FileStream _file = Open();

    Spool() { }

    /// <summary>SHA-256 of the file.</summary>
    public ReadOnlyMemory<byte> Digest { get; private set; }

    /// <summary>The file, from its beginning.</summary>
    public Stream Rewind()
    {
        _file.Position = 0;
        return _file;
    }

    /// <summary>The whole file, or <c>null</c> when it is longer than <see cref="LimitBytes"/>.</summary>
    public static async Task<Spool?> Receive(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > LimitBytes)
            return null;

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
            server.MaxRequestBodySize = ServerLimitBytes;

        var spool = new Spool();
        var isWhole = false;
        try
        {
            isWhole = await spool.Fill(request.BodyReader, cancel);
        }
        catch (BadHttpRequestException e) when (e.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            // More framing than file.
        }
        catch (IOException e) when (e.InnerException is OverflowException)
        {
            // A chunk longer than any number: the server lets it through as if it had broken itself.
            throw new BadHttpRequestException("The body cannot be read.", StatusCodes.Status400BadRequest, e);
        }
        finally
        {
            if (!isWhole)
                await spool.DisposeAsync();
        }

        return isWhole ? spool : null;
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    // A reading that is given up is woken, not cancelled: the server goes on with the rest where this stops, and
    // calls a reader broken that was cancelled.
    async Task<bool> Fill(PipeReader body, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var end = cancel.Register(body.CancelPendingRead);
        var chunk = new byte[ChunkBytes];

        while (true)
        {
            var read = await body.ReadAsync(CancellationToken.None);
            var part = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, ChunkBytes));
            var length = (int)part.Length;
            part.CopyTo(chunk);
            body.AdvanceTo(part.End);
            cancel.ThrowIfCancellationRequested();

            if (length == 0 && read.IsCompleted)
                break;

            if (_file.Length + length > LimitBytes)
                return false;

            hash.AppendData(chunk, 0, length);
            await _file.WriteAsync(chunk.AsMemory(0, length), cancel);
        }

        Digest = hash.GetHashAndReset();
        return true;
    }

    // It is full of names and addresses: for nobody else to read, and gone when it is closed.
    static FileStream Open()
    {
        var path = Path.Combine(Path.GetTempPath(), $"periksa-import-{Guid.NewGuid():N}.csv");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.SequentialScan,
            BufferSize = 0,   // it is written and read in chunks as it is
        };

        if (OperatingSystem.IsWindows())
            return new(path, options);

        // Without a name from the start, it is gone even when this process is killed.
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}
