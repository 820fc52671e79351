using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Dialects.Snap.Accounts;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap;

/// <summary>First the token, then what it is good for: the services, in the order of their folders.</summary>
public static class SnapEndpoints
{
    internal static readonly SnapVendor Vendor = new("snap", "SNAP", "/v1.0", SnapTimestamp.Seconds)
    {
        Token = new(Headers.Token, SnapCodes.Standard(ServiceCodes.AccessTokenB2B)),
        TokensHaveAdditionalInfo = true,
    };

    public static void MapSnap(this IEndpointRouteBuilder routes, SnapSettings settings)
    {
        var served = new SnapRoutes(routes, Vendor with { Prefix = $"/{settings.Version}" });

        served.ServeTokens();
        served.ServeAccounts(routes.ServiceProvider.GetRequiredService<IAccountInquiries>(), settings.OwnBank);
        served.ServeNothingElse();
    }

    static void ServeAccounts(this SnapRoutes served, IAccountInquiries inquiries, Bank? ownBank)
    {
        var (about, json) = (AsksAbout.BankAccount, AccountsJson.Exact);
        if (ownBank is not null)
        {
            var atOwnBank = new InternalEndpoint(inquiries, ownBank);
            served.Serve(InternalEndpoint.Operation, about, json.InternalRequest, atOwnBank.Inquire);
        }

        var atAnyBank = new ExternalEndpoint(inquiries);
        served.Serve(ExternalEndpoint.Operation, about, json.ExternalRequest, atAnyBank.Inquire);

        var beforeTransfer = new TransferToBankEndpoint(inquiries);
        served.Serve(TransferToBankEndpoint.Operation, about, json.TransferToBankRequest, beforeTransfer.Inquire);
    }
}
