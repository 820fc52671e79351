using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay;

/// <summary>The parts that the dialect's paths have in common.</summary>
internal static class Paths
{
    /// <summary>The part of a path that names the paying account.</summary>
    public const string AccountId = "account_id";
}

/// <summary>The dialect's paths: first the token, then what it is good for, version by version.</summary>
public static class SingaPayEndpoints
{
    public static void MapSingaPay(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var auth = ActivatorUtilities.CreateInstance<Auth>(services);
        var transfers = ActivatorUtilities.CreateInstance<TransferEndpoint>(services, auth);
        var beneficiaries = ActivatorUtilities.CreateInstance<BeneficiaryEndpoint>(services, auth);

        MapToken(routes, ActivatorUtilities.CreateInstance<TokenEndpoint>(services, auth));
        MapVersion2(
            routes, ActivatorUtilities.CreateInstance<StatusEndpoint>(services, auth), transfers, beneficiaries);
        MapVersion1(routes, transfers, beneficiaries);
    }

    // Answers in the shape of version 1, whatever its path says.
    static void MapToken(IEndpointRouteBuilder routes, TokenEndpoint tokens)
    {
        var served =
            new DialectRoutes(Group(routes, "/api/v1.1/access-token"), () => Replies.Of(Faults.GeneralFailure));

        served.Serve("/b2b", RefuseMethod, (HttpMethods.Post, tokens.Issue));
        served.Elsewhere(() => Replies.Of(Faults.NotFound));
    }

    static void MapVersion2(
        IEndpointRouteBuilder routes,
        StatusEndpoint statuses,
        TransferEndpoint transfers,
        BeneficiaryEndpoint beneficiaries)
    {
        var served = new DialectRoutes(Group(routes, "/api/v2.0/disbursement"), () => Replies.Of(Codes.GeneralFailure));

        served.Serve(
            $"/{{{Paths.AccountId}}}/inquiry-status", Refuse, (HttpMethods.Post, statuses.Inquire));
        served.Serve("/transfer", Refuse, (HttpMethods.Post, transfers.Transfer));
        served.Serve("/check-beneficiary", Refuse, (HttpMethods.Post, beneficiaries.Check));
        served.Elsewhere(() => Replies.Of(Codes.NotFound));

        static JsonReply Refuse(int status) => Replies.Of(Codes.MethodNotAllowed);
    }

    static void MapVersion1(IEndpointRouteBuilder routes, TransferEndpoint transfers, BeneficiaryEndpoint beneficiaries)
    {
        var served =
            new DialectRoutes(Group(routes, "/api/v1.0/disbursement"), () => Replies.Of(Faults.GeneralFailure));

        served.Serve($"/{{{Paths.AccountId}}}/check-fee", RefuseMethod, (HttpMethods.Post, transfers.CheckFee));
        served.Serve("/check-beneficiary", RefuseMethod, (HttpMethods.Post, beneficiaries.CheckBySwift));
        served.Elsewhere(() => Replies.Of(Faults.NotFound));
    }

    static RouteGroupBuilder Group(IEndpointRouteBuilder routes, string prefix) =>
        routes.MapGroup(prefix).OfDialect(Auth.Dialect, "SingaPay");

    static JsonReply RefuseMethod(int status) => Replies.Of(Faults.MethodNotAllowed);
}
