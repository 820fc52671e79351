using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Periksa.Tests.Support;

namespace Periksa.EndToEnd.Tests;

/// <summary>A provider that takes questions, gives each an id, and answers when it is told to.</summary>
public sealed class IlumaProvider : IAsyncDisposable
{
    public const string Token = "a-callback-token";

    readonly ScriptedProvider _provider;

    IlumaProvider(ScriptedProvider provider)
    {
        _provider = provider;
        _provider.Answer = Serve;
    }

    public Uri Url => _provider.Url;

    /// <summary>The references of the questions that it was asked, each as often as it was.</summary>
    public ConcurrentQueue<string> Taken { get; } = [];

    /// <summary>When it was asked for an answer.</summary>
    public ConcurrentQueue<DateTimeOffset> Asked { get; } = [];

    /// <summary>The holder's name, once it knows.</summary>
    public string? Knows { get; set; }

    /// <summary>True if it takes questions and says nothing.</summary>
    public bool Hangs { get; set; }

    public static async Task<IlumaProvider> Open() => new(await ScriptedProvider.Open());

    /// <summary>Waits until it has been asked.</summary>
    public Task IsAsked(int times = 1) => Eventually.Is(() => Task.FromResult(Taken.Count >= times));

    /// <summary>Calls back about the first question, and returns how that is answered.</summary>
    public async Task<int> CallBack(HostProcess host, string token = Token, bool namesReference = true)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"/connectors/{ProviderSettings.Route}/callback")
        {
            Content = new StringContent(Body(namesReference ? Taken.First() : null)),
        };
        request.Headers.Add("X-CALLBACK-TOKEN", token);
        using var reply = await host.Client.SendAsync(request);
        return (int)reply.StatusCode;
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    async Task Serve(HttpContext http)
    {
        if (HttpMethods.IsPost(http.Request.Method))
        {
            using var asked = JsonDocument.Parse(_provider.Asked.Last().Split("\n\n")[1]);
            Taken.Enqueue(asked.RootElement.GetProperty("reference_id").GetString()!);
            if (Hangs)
                await Misbehaviour.Hang(http);
        }
        else
        {
            Asked.Enqueue(TimeProvider.System.GetUtcNow());
        }

        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(Body(Taken.First(), HttpMethods.IsPost(http.Request.Method)));
    }

    // The name beside PENDING is a guess.
    string Body(string? reference, bool isTaken = false) => Knows is { } name && !isTaken
        ? $$"""
          {"id":"bav-1","status":"COMPLETED"{{Named(reference)}},
           "result":{"is_found":true,"account_holder_name":"{{name}}"} }
          """
        : $$"""
          {"id":"bav-1","status":"PENDING"{{Named(reference)}},
           "result":{"is_found":true,"account_holder_name":"Not Yet"} }
          """;

    static string Named(string? reference) => reference is null ? "" : $",\"reference_id\":\"{reference}\"";
}
