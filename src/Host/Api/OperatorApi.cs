using Npgsql;
using Periksa.Host.Api.Describing;
using Periksa.Operators;
using Periksa.Operators.Accounts;
using Periksa.Operators.Audit;
using Periksa.Operators.Bills;
using Periksa.Operators.Credentials;
using Periksa.Operators.Departures;
using Periksa.Operators.Deposits;
using Periksa.Operators.Disbursements;
using Periksa.Operators.Inquiries;
using Periksa.Operators.Invoices;
using Periksa.Operators.Keys;
using Periksa.Operators.Messages;
using Periksa.Operators.Misses;
using Periksa.Operators.Partners;
using Periksa.Operators.Prefixes;
using Periksa.Operators.Repeats;
using Periksa.Operators.Resealing;
using Periksa.Operators.Routes;
using Periksa.Operators.Sessions;
using Periksa.Operators.SigningKeys;
using Periksa.Operators.Terms;
using Periksa.Partners.Sealing;

namespace Periksa.Host.Api;

/// <summary>The operators' API, <c>/v1</c>: what the verbs do, over HTTP.</summary>
static class OperatorApi
{
    const string Prefix = "/v1";

    public static void AddOperatorApi(this IServiceCollection services, Mode mode)
    {
        services.AddSingleton<PartnerAdministration>().AddSingleton<AuditTrail>();
        services.AddSingleton(all => new CredentialAdministration(
            all.GetRequiredService<NpgsqlDataSource>(), Dialects.Credentials, all.GetRequiredService<MasterKeys>));
        services.AddSingleton(all => new SecretResealing(
            all.GetRequiredService<NpgsqlDataSource>(), all.GetRequiredService<MasterKeys>));
        services.AddSingleton<MessageAdministration>().AddSingleton<CallbackTrial>().AddSingleton<InquirySearch>();
        services.AddSingleton<DisbursementSearch>().AddSingleton<DisbursementAdministration>()
            .AddSingleton<RemarkAdministration>();
        services.AddSingleton<DisbursementAsking>();
        services.AddSingleton<BillSearch>().AddSingleton<InvoiceSearch>();
        services.AddSingleton<InvoiceLines>();
        services.AddSingleton<DepositAdministration>().AddSingleton<RouteAdministration>();
        services.AddSingleton(all => new TermAdministration(
            all.GetRequiredService<NpgsqlDataSource>(), Dialects.Credentials));
        services.AddSingleton<SessionAdministration>();
        services.AddSingleton<PrefixAdministration>();
        services.AddSingleton<MissAdministration>();
        services.AddSingleton<DepartureSearch>();
        services.AddSingleton<CallbackQueues>();
        services.AddSingleton(all => new TokenKeyAdministration(
            all.GetRequiredService<NpgsqlDataSource>(), all.GetRequiredService<MasterKeys>,
            all.GetRequiredService<TimeProvider>()));
        services.AddSingleton<BillForgetting>();
        services.AddSingleton<OperatorWrites>().AddSingleton<RepeatFilter>();
        services.AddSingleton<ApiKeyRing>().AddSingleton<ApiKeyAdministration>();
        services.AddSingleton<OperatorAdministration>();
        services.AddSingleton(all => new ApiGuard(
            all.GetRequiredService<ApiKeyRing>(),
            new FailedTries(TimeProvider.System),
            mode,
            all.GetRequiredService<ILogger<ApiGuard>>()));
        ApiDescription.Add(services);
    }

    public static RouteGroupBuilder MapOperatorApi(this RouteGroupBuilder operators)
    {
        var group = operators.MapGroup(Prefix).WithMetadata(new OpensToKeys());
        var services = ((IEndpointRouteBuilder)group).ServiceProvider;
        var paths = new ApiPaths(
            group, services.GetRequiredService<ApiGuard>(), services.GetRequiredService<RepeatFilter>());
        PartnerPaths.Map(paths);
        CredentialPaths.Map(paths);
        InquiryPaths.Map(paths);
        DisbursementPaths.Map(paths);
        RemarkPaths.Map(paths);
        BillPaths.Map(paths);
        InvoicePaths.Map(paths);
        PrefixPaths.Map(paths);
        CallbackPaths.Map(paths);
        MoneyPaths.Map(paths);
        RoutePaths.Map(paths);
        LockPaths.Map(paths);
        DeparturePaths.Map(paths);
        TokenKeyPaths.Map(paths);
        KeyPaths.Map(paths);
        OperatorPaths.Map(paths);
        SecretPaths.Map(paths);
        AuditPaths.Map(paths);
        ApiDescription.Map(paths);
        paths.MapRest();
        return operators;
    }
}
