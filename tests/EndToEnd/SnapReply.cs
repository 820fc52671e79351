using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Periksa.EndToEnd.Tests;

public sealed record SnapReply(HttpStatusCode Http, HttpResponseHeaders Headers, string Body)
{
    readonly Lazy<JsonElement> _json = new(() => JsonDocument.Parse(Body).RootElement.Clone());

    public JsonElement Json => _json.Value;

    public string Code => Text("responseCode")!;

    public string Message => Text("responseMessage")!;

    /// <summary>The text at a path such as <c>additionalInfo.inquiryStatus</c>; <c>null</c> where there is
    /// none.</summary>
    public string? Text(string path)
    {
        var at = Json;
        foreach (var name in path.Split('.'))
        {
            if (!at.TryGetProperty(name, out at))
                return null;
        }

        return at.GetString();
    }

    public string? Status => Text("additionalInfo.inquiryStatus");

    public string? Reference => Text("referenceNo");
}
