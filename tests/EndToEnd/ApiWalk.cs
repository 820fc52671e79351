using System.Text.RegularExpressions;

namespace Periksa.EndToEnd.Tests;

/// <summary>Asks paths of the operators' API, as the description shows it, and holds each answer against it.</summary>
sealed partial class ApiWalk
{
    readonly OperatorClient _api;
    readonly ApiDocument _document;
    readonly HashSet<string> _asked = [];

    ApiWalk(OperatorClient api, ApiDocument document) => (_api, _document) = (api, document);

    public string[] NotAsked => [.. _document.Operations.Except(_asked)];

    public static async Task<ApiWalk> Begin(HostProcess host)
    {
        var api = new OperatorClient(host);
        return new(api, new((await api.Get("/v1/openapi.json")).Text));
    }

    /// <param name="operation">E.g. <c>GET /v1/partners/{id}</c>.</param>
    /// <param name="names">What stands in its path for those in braces.</param>
    public Task<ApiReply> Ask(string operation, params string[] names) => Ask(operation, names, ("If-Match", "*"));

    /// <summary>Sends the example that is described, which must be done, and answered as described.</summary>
    public async Task<ApiReply> Ask(
        string operation, string[] names, params (string Name, string Value)[] headers)
    {
        var (i, at) = (0, operation.Split(' '));
        var path = Braces.Replace(at[1], _ => Uri.EscapeDataString(names[i++]));
        var reply = await _api.Send(new(at[0]), path, _document.Body(operation), headers);

        Assert.True((int)reply.Status == _document.Status(operation), $"{operation}: {reply.Status} {reply.Text}");
        Assert.Empty(_document.FindFault(operation, reply));
        _asked.Add(operation);
        return reply;
    }

    /// <summary>Sends what must be refused, as described.</summary>
    public async Task Refuse(
        int status, string operation, string path, string? body = null,
        params (string Name, string Value)[] headers)
    {
        var reply = await _api.Send(new(operation.Split(' ')[0]), path, body, headers);

        reply.IsProblem((System.Net.HttpStatusCode)status);
        Assert.Empty(_document.FindFault(operation, reply));
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Braces { get; }
}
