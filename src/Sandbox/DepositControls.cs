using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Periksa.Ledger;
using Periksa.Wire.Http;

namespace Periksa.Sandbox;

/// <summary>Tops deposits up.</summary>
sealed class DepositControls(Deposits deposits)
{
    // A trillion rupiah: more than any partner pays in, and far from where sums overflow.
    static readonly Money Most = Money.Rupiah(1_000_000_000_000);

    public static readonly JsonReply BadAmount = Controls.Refuse(StatusCodes.Status400BadRequest,
        "Send {\"amount\": \"250000.00\"}: a string with two decimals, more than zero, at most a trillion.");

    /// <summary>The amount that is to come in; <c>null</c> when none that can be was sent.</summary>
    public static async Task<Money?> ReadAmount(HttpContext http) =>
        await Controls.Receive(http, SandboxJson.Exact.DepositRequest) is { Amount: { } text }
        && Money.TryParse(text, Currency.Idr, out var amount)
        && amount.IsPositive && amount <= Most
            ? amount
            : null;

    public async Task<JsonReply> TopUp(HttpContext http)
    {
        if (await ReadAmount(http) is not { } amount)
            return BadAmount;

        var partner = (string)http.GetRouteValue("partner")!;
        var reference = $"sandbox:{Guid.NewGuid():N}";

        return await deposits.TopUp(new(partner), amount, reference, http.RequestAborted) is { } balance
            ? JsonReply.Of(
                StatusCodes.Status200OK, new DepositReply(partner, balance.ToString()), SandboxJson.Exact.DepositReply)
            : Controls.Refuse(StatusCodes.Status404NotFound, $"There is no partner '{partner}'.");
    }
}
