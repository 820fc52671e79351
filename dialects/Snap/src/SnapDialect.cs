using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Bills;
using Periksa.Dialects.Snap.Accounts;
using Periksa.Dialects.Snap.Transfers;
using Periksa.Dialects.Snap.VirtualAccounts;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap;

/// <summary>SNAP itself, as banks speak it: first the token, then the services, question by question.</summary>
public sealed class SnapDialect : IDialect, IHasCredentials
{
    internal static readonly SnapVendor Vendor = new("snap", "SNAP", "/v1.0", SnapTimestamp.Seconds)
    {
        Token = new(Headers.Token, SnapCodes.Standard(ServiceCodes.AccessTokenB2B)),
        TokensHaveAdditionalInfo = true,
    };

    public string Name => Vendor.Dialect;

    public CredentialShape Credentials { get; } =
        new(SharedSecret.SigningSecret, "SNAP############") { NameLengthMaximum = 36, HasPublicKey = true };

    public string Prefix => "/openapi";

    public Type Callbacks => typeof(SnapCallbacks);

    public void Map(IEndpointRouteBuilder routes) =>
        Map(routes, SnapSettings.Read(routes.ServiceProvider.GetRequiredService<IConfiguration>()));

    /// <summary>Serves it as an operator has set it up.</summary>
    public static void Map(IEndpointRouteBuilder routes, SnapSettings settings)
    {
        var served = new SnapRoutes(routes, Vendor with { Prefix = $"/{settings.Version}" });

        served.ServeTokens();
        ServeAccounts(served, routes.ServiceProvider.GetRequiredService<IAccountInquiries>(), settings.OwnBank);
        ServeVirtualAccounts(
            served,
            routes.ServiceProvider.GetRequiredService<IBillPayments>(),
            routes.ServiceProvider.GetRequiredService<IPaymentRequests>());
        ServePaymentStatus(
            served,
            routes.ServiceProvider.GetRequiredService<IBillOffice>(),
            routes.ServiceProvider.GetRequiredService<IDayKeys>());
        ServeTransfers(
            served,
            routes.ServiceProvider.GetRequiredService<IDisbursements>(),
            routes.ServiceProvider.GetRequiredService<IDayKeys>());
        served.ServeNothingElse();
    }

    static void ServeVirtualAccounts(SnapRoutes served, IBillPayments bills, IPaymentRequests requests)
    {
        var json = VirtualAccountsJson.Exact;
        var owed = new InquiryEndpoint(bills);
        served.Serve(InquiryEndpoint.Operation, AsksAbout.VirtualAccount, json.InquiryRequest, owed.Inquire);

        var paid = new PaymentEndpoint(requests);
        served.Serve(PaymentEndpoint.Operation, AsksAbout.Own, json.PaymentFlagRequest, paid.Pay);
    }

    static void ServePaymentStatus(SnapRoutes served, IBillOffice office, IDayKeys keys)
    {
        var (status, json) = (new PaymentStatusEndpoint(office, keys), VirtualAccountsJson.Exact);
        served.Serve(PaymentStatusEndpoint.Operation, AsksAbout.Own, json.PaymentStatusRequest, status.Find);
    }

    static void ServeAccounts(SnapRoutes served, IAccountInquiries inquiries, Bank? ownBank)
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

    // How a transfer ends tells whether there is such an account, so it draws on the same miss budget.
    static void ServeTransfers(SnapRoutes served, IDisbursements disbursements, IDayKeys keys)
    {
        var json = TransfersJson.Exact;
        var transfers = new TransferEndpoint(disbursements);
        served.Serve(TransferEndpoint.Operation, AsksAbout.BankAccount, json.TransferRequest, transfers.Transfer);

        var statuses = new StatusEndpoint(disbursements, keys);
        served.Serve(StatusEndpoint.Operation, AsksAbout.Own, json.StatusRequest, statuses.Inquire);

        var balances = new BalanceEndpoint(disbursements, keys);
        served.Serve(BalanceEndpoint.Operation, AsksAbout.Own, json.BalanceRequest, balances.Inquire);
    }
}
