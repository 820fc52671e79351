using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using Periksa.Sandbox.Store;
using Periksa.Wire.Http;

namespace Periksa.Sandbox;

/// <summary>Receives callbacks, so that somebody can look at them, and answers as it is told.</summary>
sealed partial class InboxControls(SandboxInbox inbox, TimeProvider clock)
{
    // A minute is far longer than anybody who calls back waits.
    const int DelayMaximum = 60_000;

    static readonly JsonReply BadName = Controls.Refuse(
        StatusCodes.Status400BadRequest, "An inbox is named by 1 to 64 letters, digits, '.', '_' and '-'.");

    static readonly JsonReply BadAnswer = Controls.Refuse(StatusCodes.Status400BadRequest,
        $"Send {{\"status\": 503, \"delay_ms\": 0}}: a status from 200 to 599, a delay of at most {DelayMaximum}.");

    static readonly JsonReply TooLong = Controls.Refuse(
        StatusCodes.Status413PayloadTooLarge, $"An inbox takes bodies of up to {Body.LimitBytes} bytes.");

    public async Task<JsonReply> Take(HttpContext http)
    {
        if (Name(http) is not { } name)
            return BadName;
        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return TooLong;

        // It has come, even if whoever sent it does not wait for the answer.
        var answer = await inbox.Keep(name, new(
            clock.GetUtcNow(),
            http.Request.Method,
            RequestTarget.Of(http),
            [.. from header in http.Request.Headers select KeyValuePair.Create(header.Key, Joined(header.Value))],
            body));

        if (answer.Delay > TimeSpan.Zero)
            await Task.Delay(answer.Delay, http.RequestAborted);

        return JsonReply.Empty(answer.Status);
    }

    public async Task<JsonReply> Show(HttpContext http) => Name(http) is { } name
        ? Say((await inbox.List(name, http.RequestAborted)).Select(ToReply))
        : BadName;

    public async Task<JsonReply> Empty(HttpContext http)
    {
        if (Name(http) is not { } name)
            return BadName;

        await inbox.Empty(name, http.RequestAborted);
        return Say([]);
    }

    public async Task<JsonReply> SetAnswer(HttpContext http)
    {
        if (Name(http) is not { } name)
            return BadName;

        if (await Controls.Receive(http, SandboxJson.Exact.AnswerRequest)
                is not { Status: { } status and >= 200 and <= 599 } request
            || (request.DelayMs ?? 0) is not (>= 0 and <= DelayMaximum and var delay))
        {
            return BadAnswer;
        }

        await inbox.SetAnswer(name, new(status, TimeSpan.FromMilliseconds(delay)), http.RequestAborted);
        return JsonReply.Of(StatusCodes.Status200OK, new AnswerReply(status, delay), SandboxJson.Exact.AnswerReply);
    }

    static string Joined(StringValues values) => string.Join(", ", values.AsEnumerable());

    static string? Name(HttpContext http) =>
        (string)http.GetRouteValue("name")! is var name && Names.IsMatch(name) ? name : null;

    static JsonReply Say(IEnumerable<ReceivedReply> received) =>
        JsonReply.Of(StatusCodes.Status200OK, [.. received], SandboxJson.Exact.ReceivedReplyArray);

    // A body that is no UTF-8 is shown with replacement characters; it is kept as it came.
    static ReceivedReply ToReply(InboxEntry entry) => new(
        Controls.Moment(entry.ReceivedAt),
        entry.Method,
        entry.Path,
        entry.Headers.ToDictionary(),
        Encoding.UTF8.GetString(entry.Body.Span));

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Names { get; }
}
