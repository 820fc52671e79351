using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Partners;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.IFortepay;

/// <summary>First the token, then what it is good for.</summary>
public static class IFortepayEndpoints
{
    internal static readonly SnapVendor Vendor =
        new("ifortepay", "iFortepay", "/api/v1.0", SnapTimestamp.Milliseconds);

    internal static readonly SnapOperation Inquiry = new(Headers.Inquiry, Codes.Inquiry);

    public static void MapIFortepay(this IEndpointRouteBuilder routes)
    {
        var inquiries = ActivatorUtilities.CreateInstance<InquiryEndpoint>(routes.ServiceProvider);
        var served = new SnapRoutes(routes, Vendor);

        served.ServeTokens();
        served.Serve(Inquiry, AsksAbout.BankAccount, IFortepayJson.Exact.InquiryRequest, inquiries.Inquire);
        served.ServeNothingElse();
    }
}
