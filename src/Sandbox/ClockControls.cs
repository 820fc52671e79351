using System.Globalization;
using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Sandbox;

/// <summary>Shows the sandbox's clock, moves it forward, and takes it back to real time.</summary>
sealed class ClockControls(SandboxTime time)
{
    public Task<JsonReply> Show(HttpContext http) => Task.FromResult(Say());

    public async Task<JsonReply> Advance(HttpContext http)
    {
        if (await Controls.Receive(http, SandboxJson.Exact.AdvanceRequest) is not { Seconds: { } seconds }
            || seconds is < 1 or > SandboxTime.AdvanceSecondsMaximum)
        {
            return Controls.Refuse(
                StatusCodes.Status400BadRequest,
                "Send {\"seconds\": 86400}: a whole number from 1 to "
                    + $"{SandboxTime.AdvanceSecondsMaximum}, which is ten years.");
        }

        return Say(await time.Advance(seconds, http.RequestAborted));
    }

    public async Task<JsonReply> Return(HttpContext http) => Say(await time.Return(http.RequestAborted));

    public async Task<JsonReply> Reset(HttpContext http)
    {
        await time.Reset(http.RequestAborted);
        return Say();
    }

    JsonReply Say(string? refusal) =>
        refusal is null ? Say() : Controls.Refuse(StatusCodes.Status409Conflict, refusal);

    JsonReply Say()
    {
        var (now, ahead) = time.Now;
        return JsonReply.Of(
            StatusCodes.Status200OK,
            new ClockReply(
                now.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), (long)ahead.TotalSeconds),
            SandboxJson.Exact.ClockReply);
    }
}
