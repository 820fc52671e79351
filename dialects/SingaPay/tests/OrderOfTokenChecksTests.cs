using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>Of two things that are wrong with a request for a token, the one earlier in this table is
/// answered.</summary>
public class OrderOfTokenChecksTests
{
    public enum Fault
    {
        Method,
        MediaType,
        BodyTooLarge,
        PartnerUnknown,
        ClientAnother,
        SignatureWrong,
        AddressElsewhere,
        TooFast,
        BodyMalformed,
        GrantUnknown,
    }

    public static TheoryData<Fault, Fault> All => Pairs.Of<Fault>();

    [Theory, MemberData(nameof(All))]
    public async Task Holds_for(Fault earlier, Fault later)
    {
        Fault[] faults = [earlier, later];
        var caller = Callers.Named(Callers.Usual) with
        {
            Addresses = [faults.Contains(Fault.AddressElsewhere) ? IPNetwork.Parse("10.9.9.0/24") : Callers.Office],
        };

        var said = await DialectHost.Ask(
            Write(faults),
            services => services
                .AddSingleton<ICredentials>(new ScriptedCredentials(caller))
                .AddSingleton<IThrottle>(faults.Contains(Fault.TooFast)
                    ? new ScriptedThrottle(Callers.Usual)
                    : new ScriptedThrottle()),
            Callers.Office.BaseAddress);

        Assert.Equal(Expected(earlier), said);
    }

    static string Expected(Fault fault) => fault switch
    {
        Fault.Method => "405 Method Not Allowed",
        Fault.MediaType => "415 Unsupported Media Type",
        Fault.BodyTooLarge => "413 Request Entity Too Large",
        Fault.PartnerUnknown => "401 Unauthorized partner, please sign in",
        Fault.ClientAnother => "401 Unauthorized partner, please sign in",
        Fault.SignatureWrong => "401 Unauthorized partner, please sign in",
        Fault.AddressElsewhere => "403 Your IP address (10.0.0.0) is not registered",
        Fault.TooFast => "429 Too Many Requests",
        Fault.BodyMalformed => "400 Bad Request",
        Fault.GrantUnknown => "422 The selected grant type is invalid.",
    };

    static Letter Write(Fault[] faults)
    {
        var letter = Letter.Token(
            WriteBody(faults),
            faults.Contains(Fault.PartnerUnknown) ? "nobody" : Callers.Usual,
            faults.Contains(Fault.ClientAnother) ? "singapay-warungjaya" : Callers.ClientId,
            faults.Contains(Fault.SignatureWrong) ? "another secret" : Callers.Secret);

        if (faults.Contains(Fault.MediaType))
            letter = letter.With("Content-Type", "text/plain");

        if (faults.Contains(Fault.Method))
            letter = letter with { Method = HttpMethod.Put };

        return faults.Contains(Fault.BodyTooLarge) ? letter.Padded(Body.LimitBytes + 1) : letter;
    }

    static string WriteBody(Fault[] faults)
    {
        var grant = faults.Contains(Fault.GrantUnknown) ? "password" : "client_credentials";
        var end = faults.Contains(Fault.BodyMalformed) ? ",}" : "}";
        return $$"""{"grant_type":"{{grant}}"{{end}}""";
    }
}
