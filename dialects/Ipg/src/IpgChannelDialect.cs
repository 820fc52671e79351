using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Dialects.Ipg.Channel;
using Periksa.Partners;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg;

/// <summary>IPG as bank channels speak it.</summary>
public sealed class IpgChannelDialect : IDialect, IHasCredentials
{
    static readonly Side Side = new(Clients.Dialect, "IPG bank channel")
    {
        PathNotFound = Codes.NotFound,
        MethodNotAllowed = Codes.MethodNotAllowed,
        JsonOnly = Codes.MediaTypeNotSupported,
        BodyTooLarge = Codes.BodyTooLarge,
        CallerUnknown = Codes.ClientUnknown,
        AddressNotRegistered = Codes.AddressNotRegistered,
        BodyMalformed = Codes.BodyMalformed,
        Failed = Codes.Failed,
    };

    public string Name => Clients.Dialect;

    public CredentialShape Credentials { get; } =
        new(SharedSecret.SigningSecret, "@-%%%%%%") { MayBeKnownByAddress = true };

    public void Map(IEndpointRouteBuilder routes)
    {
        var channel = Reception.Of<Clients>(Side, routes.ServiceProvider);
        var bills = ActivatorUtilities.CreateInstance<BillEndpoint>(routes.ServiceProvider);

        channel.Serve(
            routes,
            "/api/v2/ch",
            ("/inquiry", HttpMethods.Post,
                channel.Reading(IpgJson.Exact.InquiryRequest, AsksAbout.VirtualAccount, bills.Inquire)),
            ("/payment", HttpMethods.Post,
                channel.Reading(IpgJson.Exact.PaymentRequest, AsksAbout.Own, bills.Pay)),
            ("/reversal", HttpMethods.Post,
                channel.Reading(IpgJson.Exact.ReversalRequest, AsksAbout.Own, bills.Reverse)));
    }
}
