using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Periksa.Wire.Http;

/// <summary>A request body as it came off the wire.</summary>
/// <remarks>
/// Dialects do not let the framework bind bodies: a signature covers the raw bytes, and what is malformed must be
/// refused in the dialect's own words rather than the framework's.
/// </remarks>
public static class Body
{
    /// <summary>No inquiry of any dialect comes near this; more is a mistake or an attack.</summary>
    public const int LimitBytes = 64 * 1024;

    /// <summary>Bytes the server may read for one body. Its own limit counts a chunked body's framing too, which is
    /// at worst five bytes to one, and it refuses in its own words.</summary>
    const int ServerLimitBytes = 8 * LimitBytes;

    const int FirstBufferBytes = 1024;

    /// <summary>True if the caller says that it sends JSON, and sends it as it is; parameters such as a charset do
    /// not matter.</summary>
    public static bool IsJson(HttpRequest request) =>
        !IsEncoded(request)
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase);

    /// <summary>True if the body is coded, e.g. with gzip. No coding is undone here: whoever stands in front may have
    /// seen another body than the one that is signed and answered.</summary>
    public static bool IsEncoded(HttpRequest request)
    {
        var codings = request.Headers.ContentEncoding;
        return codings.Count > 0 && codings
            .SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries))
            .Any(coding => coding.Length > 0 && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>True if the caller announces more than <see cref="LimitBytes"/>.</summary>
    public static bool IsTooLarge(HttpRequest request) => request.ContentLength > LimitBytes;

    /// <summary>The whole body, or <c>null</c> when it is longer than that.</summary>
    /// <param name="limitBytes">At most <see cref="LimitBytes"/>.</param>
    public static async ValueTask<ReadOnlyMemory<byte>?> Receive(
        HttpRequest request, CancellationToken cancel, int limitBytes = LimitBytes)
    {
        if (request.ContentLength is not <= LimitBytes)
            MeasureHere(request);

        if (IsTooLarge(request))
            return null;

        try
        {
            return await Read(request, limitBytes, cancel);
        }
        catch (BadHttpRequestException e) when (e.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            return null;   // more framing than body
        }
        catch (IOException e) when (e.InnerException is OverflowException)
        {
            // A chunk longer than any number: the server lets it through as if it had broken itself.
            throw new BadHttpRequestException("The body cannot be read.", StatusCodes.Status400BadRequest, e);
        }
    }

    static async ValueTask<ReadOnlyMemory<byte>?> Read(
        HttpRequest request, int limitBytes, CancellationToken cancel)
    {
        // One byte more than announced, so that the read that finds the end needs no larger buffer.
        var buffer = new byte[(request.ContentLength ?? FirstBufferBytes) + 1];
        var length = 0;

        while (await request.Body.ReadAsync(buffer.AsMemory(length), cancel) is var read and > 0)
        {
            length += read;
            if (length > limitBytes)
                return null;

            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, LimitBytes + 1));
        }

        var body = buffer.AsMemory(0, length);
        if (request.HttpContext.Features.Get<RequestNotes>() is { } notes)
            notes.Body = body;

        return body;
    }

    static void MeasureHere(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
            server.MaxRequestBodySize = ServerLimitBytes;
    }
}
