using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Partners;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Paydia;

/// <summary>First the token, then what it is good for.</summary>
public static class PaydiaEndpoints
{
    // The contract fixes X-TIMESTAMP at 25 characters: nothing of it is below the second.
    internal static readonly SnapVendor Vendor = new("paydia", "Paydia", "/snap/v1.0", SnapTimestamp.Seconds)
    {
        Token = new(Headers.Token, new(ServiceCodes.AccessTokenB2B)),
    };

    internal static readonly SnapOperation Inquiry = new(Headers.Inquiry, Codes.Inquiry);

    public static void MapPaydia(this IEndpointRouteBuilder routes)
    {
        var inquiries = ActivatorUtilities.CreateInstance<InquiryEndpoint>(routes.ServiceProvider);
        var served = new SnapRoutes(routes, Vendor);

        served.ServeTokens();
        served.Serve(Inquiry, AsksAbout.BankAccount, PaydiaJson.Exact.InquiryRequest, inquiries.Inquire);
        served.ServeNothingElse();
    }
}
