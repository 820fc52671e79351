using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Periksa.Disbursements;
using Periksa.Wire.Http;

namespace Periksa.Sandbox;

/// <summary>Calls a disbursement off before it is sent, or plays a bank that sends the money back after it was
/// paid.</summary>
sealed class DisbursementControls(Reversals reversals)
{
    public Task<JsonReply> Cancel(HttpContext http) => Reverse(http, reversals.Cancel,
        "It can be called off only as long as nobody has begun to send it.");

    public Task<JsonReply> Refund(HttpContext http) => Reverse(http, reversals.Refund,
        "Only what was paid can come back.");

    static async Task<JsonReply> Reverse(
        HttpContext http, Func<PayingAccountId, Reference, Task<bool?>> reverse, string whyNot)
    {
        var (account, reference) = (
            (string)http.GetRouteValue("account")!, (string)http.GetRouteValue("reference")!);

        return await reverse(new(account), new(reference)) switch
        {
            true => JsonReply.Of(
                StatusCodes.Status200OK,
                new ReversalReply(account, reference),
                SandboxJson.Exact.ReversalReply),
            false => Controls.Refuse(StatusCodes.Status409Conflict, whyNot),
            null => Controls.Refuse(
                StatusCodes.Status404NotFound, $"'{account}' has sent nothing under '{reference}'."),
        };
    }
}
