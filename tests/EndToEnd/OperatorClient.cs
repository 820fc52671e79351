using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Periksa.EndToEnd.Tests;

/// <summary>An operator who uses the API.</summary>
/// <param name="key">The API key; <c>null</c> for none.</param>
sealed class OperatorClient(HostProcess host, string? key = null)
{
    public async Task<ApiReply> Send(
        HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(host.OperatorAddress, path));
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);

        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        using var response = await host.Client.SendAsync(request);
        return new(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.ETag?.Tag)
        {
            Headers = response.Headers.Concat(response.Content.Headers).ToDictionary(
                header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        };
    }

    public Task<ApiReply> Get(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, path, null, headers);

    public Task<ApiReply> Post(string path, string? body = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, body, headers);

    /// <summary>Adds a partner of this id.</summary>
    public async Task Add(string partner) => Assert.Equal(
        HttpStatusCode.Created, (await Post("/v1/partners", $$"""{"id":"{{partner}}","name":"Of the API"}""")).Status);

    /// <summary>A key that is made by the verb.</summary>
    public static async Task<string> Key(string database, string scopes, bool isProduction = false)
    {
        var (code, output, errors) = await HostProcess.Run(
            "",
            [("ConnectionStrings__Periksa", database), ("Periksa__Mode", isProduction ? "production" : "sandbox")],
            "apikey", "issue", $"{scopes} {Guid.NewGuid():n}", "--scope", scopes, "--json");
        Assert.Equal((0, ""), (code, errors));
        return JsonElement.Parse(output).Text("secret");
    }
}

/// <summary>What the API answered.</summary>
sealed record ApiReply(HttpStatusCode Status, string Text, string? MediaType, string? ETag)
{
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public JsonElement Json => JsonElement.Parse(Text);

    public JsonElement[] Data => [.. Json.GetProperty("data").EnumerateArray()];

    public ApiReply Is(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text}");
        return this;
    }

    /// <summary>Refused as RFC 9457 has it, with a hint.</summary>
    public ApiReply IsProblem(HttpStatusCode status)
    {
        Is(status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal((int)status, Json.GetProperty("status").GetInt32());
        Assert.All(new[] { "type", "title", "detail", "hint" }, name => Assert.NotEqual("", Json.Text(name)));
        return this;
    }
}
