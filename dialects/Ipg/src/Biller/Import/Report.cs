using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>An import's report, written line by line while it happens. The last line is the vendor's
/// envelope.</summary>
internal sealed class Report(HttpResponse response) : IDisposable
{
    readonly Utf8JsonWriter _json = new(
        response.BodyWriter, new JsonWriterOptions { Encoder = IpgJson.Exact.Options.Encoder });

    /// <summary>From here on the HTTP status is said, and what goes wrong is said in the last line.</summary>
    public Task Begin(CancellationToken cancel)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/x-ndjson";
        return response.StartAsync(cancel);
    }

    public void Add<T>(T line, JsonTypeInfo<T> type)
    {
        JsonSerializer.Serialize(_json, line, type);
        _json.Flush();
        _json.Reset();

        response.BodyWriter.GetSpan(1)[0] = (byte)'\n';
        response.BodyWriter.Advance(1);
    }

    /// <summary>Sends what was added, and waits while the reader is slower than we are.</summary>
    public async Task Send(CancellationToken cancel) => await response.BodyWriter.FlushAsync(cancel);

    public void Dispose() => _json.Dispose();
}
