using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Periksa.Callbacks;
using Periksa.Wire.Http;

namespace Periksa.Sandbox;

/// <summary>Shows what has been posted and what is still to be, and has it posted again.</summary>
sealed class CallbackControls(CallbackAdministration outbox)
{
    const int ShownMaximum = 100;

    public async Task<JsonReply> Show(HttpContext http)
    {
        var newest = await outbox.List(ShownMaximum, http.RequestAborted);
        return JsonReply.Of(
            StatusCodes.Status200OK, [.. newest.Select(ToReply)], SandboxJson.Exact.CallbackReplyArray);
    }

    public async Task<JsonReply> Redeliver(HttpContext http)
    {
        var text = (string)http.GetRouteValue("id")!;

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && await outbox.Redeliver(id, http.RequestAborted)
            ? JsonReply.Of(
                StatusCodes.Status200OK,
                new RedeliverReply(id, Word(DeliveryState.Waiting)),
                SandboxJson.Exact.RedeliverReply)
            : Controls.Refuse(StatusCodes.Status404NotFound, $"There is no callback '{text}'.");
    }

    static CallbackReply ToReply(DeliveryReport one) => new(
        one.Id,
        one.Dialect,
        one.Credential,
        one.Subject.ToString(),
        Word(one.State),
        Controls.Moment(one.CreatedAt),
        one.DueAt is { } due ? Controls.Moment(due) : null,
        one.EndedAt is { } ended ? Controls.Moment(ended) : null,
        Encoding.UTF8.GetString(one.Body.Span),
        [.. one.Attempts.Select(ToReply)]);

    static AttemptReply ToReply(Attempt one) =>
        new(one.Number, Controls.Moment(one.At), one.Url, one.Status, one.Error, one.Milliseconds);

    static string Word(DeliveryState state) => state switch
    {
        DeliveryState.Waiting => "waiting",
        DeliveryState.Delivered => "delivered",
        DeliveryState.Parked => "parked",
    };
}
