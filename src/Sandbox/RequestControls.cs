using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Sandbox;

/// <summary>Shows what this host was asked, what it said, and why.</summary>
sealed class RequestControls(RecentRequests recent)
{
    const string Partner = "partner";

    public Task<JsonReply> Show(HttpContext http)
    {
        var partner = http.Request.Query.TryGetValue(Partner, out var named) ? named.ToString() : null;
        return Task.FromResult(JsonReply.Of(
            StatusCodes.Status200OK, [.. recent.Of(partner).Select(ToReply)], SandboxJson.Exact.RequestReplyArray));
    }

    static RequestReply ToReply(RecentRequest one)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in one.Headers)
            headers[name] = value;

        return new(
            Controls.Moment(one.At), one.Dialect, one.Partner, one.Method, one.Target, one.Status, one.Code, one.Reason,
            one.Advice, headers, one.Body, one.Reply);
    }
}
