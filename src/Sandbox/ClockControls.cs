using System.Globalization;
using Microsoft.AspNetCore.Http;
using Periksa.Callbacks;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Invoicing;
using Periksa.Partners;
using Periksa.Sandbox.Store;
using Periksa.Wire.Http;

namespace Periksa.Sandbox;

/// <summary>Shows the sandbox's clock, moves it forward, and takes it back to real time.</summary>
sealed class ClockControls(
    SandboxStore store,
    SandboxClock clock,
    ReferenceCache memory,
    InvoicePayments payments,
    FollowUps followUps,
    Payouts payouts,
    IOutboxSignal bell,
    SandboxWorld world)
{
    const long AdvanceSecondsMaximum = 10L * 365 * 24 * 60 * 60;

    // Far beyond any test, and far from where dates end.
    static readonly TimeSpan Furthest = TimeSpan.FromDays(365 * 100);

    public Task<JsonReply> Show(HttpContext http) => Task.FromResult(Say());

    public async Task<JsonReply> Advance(HttpContext http)
    {
        if (await Controls.Receive(http, SandboxJson.Exact.AdvanceRequest) is not { Seconds: { } seconds }
            || seconds is < 1 or > AdvanceSecondsMaximum)
        {
            return Controls.Refuse(StatusCodes.Status400BadRequest,
                $"Send {{\"seconds\": 86400}}: a whole number from 1 to {AdvanceSecondsMaximum}, which is ten years.");
        }

        if (!await store.Advance(TimeSpan.FromSeconds(seconds), Furthest, http.RequestAborted))
        {
            return Controls.Refuse(StatusCodes.Status409Conflict,
                "That is more than a hundred years ahead in all: start over with POST /sandbox/reset.");
        }

        await memory.Refresh(http.RequestAborted);

        // What has fallen due on the way is done before this answers, so that whoever moved the clock sees its
        // effect. Payouts are only begun: a bank takes the time it takes.
        await payments.SettleBegun(http.RequestAborted);
        await payments.RunDaily(http.RequestAborted);
        await followUps.GiveUpOverdue(http.RequestAborted);
        await payouts.TakeAllDue(http.RequestAborted);
        bell.Ring();
        await memory.Refresh(http.RequestAborted);
        return Say();
    }

    public async Task<JsonReply> Return(HttpContext http)
    {
        if (!await store.ReturnToRealTime(http.RequestAborted))
        {
            return Controls.Refuse(StatusCodes.Status409Conflict,
                "Something is dated after real time, and history never lies in the future: "
                + "start over with POST /sandbox/reset.");
        }

        await memory.Refresh(http.RequestAborted);
        return Say();
    }

    public async Task<JsonReply> Reset(HttpContext http)
    {
        await store.Reset(world, http.RequestAborted);
        await memory.Refresh(http.RequestAborted);
        return Say();
    }

    JsonReply Say()
    {
        var now = clock.GetUtcNow().ToOffset(BusinessDay.Wib);
        return JsonReply.Of(
            StatusCodes.Status200OK,
            new ClockReply(
                now.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
                (long)clock.Offset.TotalSeconds),
            SandboxJson.Exact.ClockReply);
    }
}
