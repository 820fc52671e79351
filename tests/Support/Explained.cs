using System.Text.Json;
using Periksa.Wire.Http;
using Xunit;

namespace Periksa.Tests.Support;

/// <summary>The law that every refusal of every dialect tells a developer what to do.</summary>
static class Explained
{
    const int AdviceLengthMaximum = 300;

    // What is said of an account is an answer, whatever it is.
    static readonly string[] Answers = ["000", "102", "209", "SUCCESS"];

    public static void Check(HttpResponseMessage reply, string body, IReadOnlyList<RecentRequest> recent)
    {
        var request = Assert.Single(recent);
        Assert.Equal((int)reply.StatusCode, request.Status);
        if (!IsRefusal(reply, body))
            return;

        Assert.NotNull(request.Code);
        Assert.NotNull(request.Reason);
        Assert.NotNull(request.Advice);
        Assert.InRange(request.Advice.Length, 1, AdviceLengthMaximum);
        Assert.True(request.Advice.All(char.IsAscii), request.Advice);
        Assert.EndsWith(".", request.Advice, StringComparison.Ordinal);
        Assert.EndsWith(".", request.Reason, StringComparison.Ordinal);
    }

    static bool IsRefusal(HttpResponseMessage reply, string body)
    {
        if ((int)reply.StatusCode >= 400)
            return true;

        return Code(body) is { } code && !Answers.Contains(code);
    }

    // Where the HTTP status says nothing, the code does.
    static string? Code(string body)
    {
        if (!body.StartsWith('{') || body.Contains('\n', StringComparison.Ordinal))
            return null;

        using var json = JsonDocument.Parse(body);
        if (json.RootElement.TryGetProperty("rc", out var rc))
            return rc.GetString();

        return json.RootElement.TryGetProperty("status", out var status) && status.ValueKind is JsonValueKind.Object
            && status.TryGetProperty("code", out var code)
                ? code.GetString()
                : null;
    }
}
