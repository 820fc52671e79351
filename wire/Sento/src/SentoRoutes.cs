using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Wire.Http;

namespace Periksa.Wire.Sento;

/// <summary>Serves one vendor's account inquiries and invoices, in the order of Sento's page.</summary>
public static class SentoRoutes
{
    public static void Map(IEndpointRouteBuilder routes, SentoVendor vendor)
    {
        var auth = ActivatorUtilities.CreateInstance<Auth>(routes.ServiceProvider, vendor);
        var inquiries = ActivatorUtilities.CreateInstance<InquiryEndpoint>(routes.ServiceProvider, vendor, auth);
        var invoices = ActivatorUtilities.CreateInstance<InvoiceEndpoint>(routes.ServiceProvider, auth);
        var group = routes.MapGroup("/api/account-inquiry").OfDialect(vendor.Dialect, vendor.Name);
        var served = new DialectRoutes(group, () => Say(Codes.InternalError));

        served.Serve("/", inquiries.Refuse, (HttpMethods.Post, inquiries.Inquire));
        served.Serve("/invoices/{id}", invoices.RefuseFind, (HttpMethods.Get, invoices.Find));
        served.Serve("/invoices", invoices.RefuseList, (HttpMethods.Get, invoices.List));
        served.Serve("/invoices/pay", invoices.RefusePay, (HttpMethods.Post, invoices.Pay));
        served.Elsewhere(() => Say(Codes.Transport(StatusCodes.Status404NotFound)));
    }

    /// <summary>A refusal of which only the status can be said.</summary>
    internal static JsonReply Say(Code code) =>
        JsonReply.Of(code.Http, new StatusReply(code.Status), SentoJson.Exact.StatusReply, code.Refused);
}
