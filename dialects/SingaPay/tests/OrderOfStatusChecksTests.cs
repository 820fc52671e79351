using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>Of two things that are wrong with the question for a status, the one earlier in this table is
/// answered.</summary>
public class OrderOfStatusChecksTests
{
    public enum Fault
    {
        Method,
        MediaType,
        BodyTooLarge,
        PartnerUnknown,
        PartnerInactive,
        TokenInvalid,
        AddressElsewhere,
        TooFast,
        AccountForeign,
        BodyMalformed,
        ReferenceMissing,
        ReferenceInvalid,
        NotFound,
    }

    public static TheoryData<Fault, Fault> All => Pairs.Of<Fault>();

    [Theory, MemberData(nameof(All))]
    public async Task Holds_for(Fault earlier, Fault later)
    {
        Fault[] faults = [earlier, later];

        var said = await DialectHost.Ask(
            Write(faults),
            services => services
                .AddSingleton<ICredentials>(new ScriptedCredentials(Credential(faults)))
                .AddSingleton<IThrottle>(faults.Contains(Fault.TooFast)
                    ? new ScriptedThrottle(Callers.Usual)
                    : new ScriptedThrottle()),
            Callers.Office.BaseAddress);

        Assert.Equal(Expected(earlier), said);
    }

    static string Expected(Fault fault) => fault switch
    {
        Fault.Method => "405 SP012 Bad Request",
        Fault.MediaType => "415 SP012 Bad Request",
        Fault.BodyTooLarge => "413 SP012 Bad Request",
        Fault.PartnerUnknown => "401 SP013 Unauthorized",
        Fault.PartnerInactive => "401 SP013 Unauthorized",
        Fault.TokenInvalid => "401 SP013 Unauthorized",
        Fault.AddressElsewhere => "403 SP017 Unauthorized IP",
        Fault.TooFast => "429 SP019 Too Many Requests",
        Fault.AccountForeign => "404 SP020 Merchant Account Not Found",
        Fault.BodyMalformed => "400 SP012 Bad Request",
        Fault.ReferenceMissing => "422 SP018 Validation error - The reference number field is required.",
        Fault.ReferenceInvalid => "400 SP008 Invalid Reference Number",
        Fault.NotFound => "404 SP009 Transaction Not Found",
    };

    static Letter Write(Fault[] faults)
    {
        var account = faults.Contains(Fault.AccountForeign) ? Callers.AnothersAccount : Callers.Account;
        var letter = Letter.To(
            $"/api/v2.0/disbursement/{account}/inquiry-status",
            WriteBody(faults),
            faults.Contains(Fault.PartnerUnknown) ? "nobody" : Callers.Usual,
            faults.Contains(Fault.TokenInvalid) ? ScriptedAccessTokens.Expired : ScriptedAccessTokens.Valid);

        if (faults.Contains(Fault.MediaType))
            letter = letter.With("Content-Type", "text/plain");

        if (faults.Contains(Fault.Method))
            letter = letter with { Method = HttpMethod.Put };

        return faults.Contains(Fault.BodyTooLarge) ? letter.Padded(Body.LimitBytes + 1) : letter;
    }

    static string WriteBody(Fault[] faults)
    {
        var reference = faults.Contains(Fault.NotFound) ? "\"1134567891010\"" : "\"1134567891011\"";
        if (faults.Contains(Fault.ReferenceInvalid))
            reference = "\"113456 7891011\"";
        if (faults.Contains(Fault.ReferenceMissing))
            reference = "null";

        var end = faults.Contains(Fault.BodyMalformed) ? ",}" : "}";
        return $$"""{"reference_number":{{reference}}{{end}}""";
    }

    static Credential Credential(Fault[] faults) => Callers.Named(Callers.Usual) with
    {
        Partner = new(new(Callers.Usual), Active: !faults.Contains(Fault.PartnerInactive)),
        Addresses = [faults.Contains(Fault.AddressElsewhere) ? IPNetwork.Parse("10.9.9.0/24") : Callers.Office],
    };
}
