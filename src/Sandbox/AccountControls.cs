using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Periksa.Disbursements;
using Periksa.Wire.Http;

namespace Periksa.Sandbox;

/// <summary>Tops up the accounts that partners send money from.</summary>
sealed class AccountControls(PayingAccounts accounts)
{
    public async Task<JsonReply> TopUp(HttpContext http)
    {
        if (await DepositControls.ReadAmount(http) is not { } amount)
            return DepositControls.BadAmount;

        var account = (string)http.GetRouteValue("account")!;
        var reference = $"sandbox:{Guid.NewGuid():N}";

        return await accounts.TopUp(new(account), amount, reference, http.RequestAborted) is { } balance
            ? JsonReply.Of(
                StatusCodes.Status200OK, new AccountReply(account, balance.ToString()), SandboxJson.Exact.AccountReply)
            : Controls.Refuse(StatusCodes.Status404NotFound, $"There is no account '{account}'.");
    }
}
