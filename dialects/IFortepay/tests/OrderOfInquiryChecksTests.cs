using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Tests.Support;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IFortepay.Tests;

/// <summary>Of two things that are wrong with an inquiry, the one earlier in this table is answered.</summary>
public class OrderOfInquiryChecksTests
{
    public enum Fault
    {
        HeaderMissing,
        MediaType,
        HeaderMalformed,
        BodyTooLarge,
        ClientUnknown,
        HeaderBeyondLetter,
        TokenInvalid,
        TimestampFar,
        SignatureWrong,
        AddressElsewhere,
        TooFast,
        TooManyMisses,
        BodyMalformed,
        FieldMissing,
        FieldMalformed,
        Refused,
    }

    public static TheoryData<Fault, Fault> Pairs()
    {
        var pairs = new TheoryData<Fault, Fault>();
        var faults = Enum.GetValues<Fault>();
        foreach (var earlier in faults)
        {
            foreach (var later in faults.Where(fault => fault >= earlier))
                pairs.Add(earlier, later);
        }

        return pairs;
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task Holds_for(Fault earlier, Fault later)
    {
        Fault[] faults = [earlier, later];

        var said = await OneRoom.Ask(Write(faults), services => services
            .AddSingleton<ICredentials>(new ScriptedCredentials(Credential(faults)))
            .AddSingleton<IThrottle>(faults.Contains(Fault.TooFast)
                ? new ScriptedThrottle(Callers.Usual)
                : new ScriptedThrottle())
            .AddSingleton<IMissBudgets>(faults.Contains(Fault.TooManyMisses)
                ? new ScriptedMissBudgets(Callers.Usual)
                : new ScriptedMissBudgets())
            .AddSingleton<ITeller>(faults.Contains(Fault.Refused)
                ? Scripts.Teller.Refuses(Callers.Usual, Refusal.DayKeyUsed)
                : Scripts.Teller));

        Assert.Equal(Expected(earlier), said);
    }

    static string Expected(Fault fault) => fault switch
    {
        Fault.HeaderMissing => "4001602 Invalid Mandatory Field X-SIGNATURE",
        Fault.MediaType => "4151600 Unsupported Media Type",
        Fault.HeaderMalformed => "4001601 Invalid Field Format X-EXTERNAL-ID",
        Fault.BodyTooLarge => "4131600 Request Entity Too Large",
        Fault.ClientUnknown => "4011600 Unauthorized. [Unknown client]",
        Fault.HeaderBeyondLetter => "4001601 Invalid Field Format CHANNEL-ID",
        Fault.TokenInvalid => "4011601 Invalid Token (B2B)",
        Fault.TimestampFar => "4011600 Unauthorized. [Timestamp]",
        Fault.SignatureWrong => "4011600 Unauthorized. [Signature]",
        Fault.AddressElsewhere => "4011600 Unauthorized. [IP Address]",
        Fault.TooFast => "4291600 Too Many Requests",
        Fault.TooManyMisses => "4291600 Too Many Requests",
        Fault.BodyMalformed => "4001601 Invalid Field Format",
        Fault.FieldMissing => "4001602 Invalid Mandatory Field beneficiaryBankCode",
        Fault.FieldMalformed => "4001601 Invalid Field Format beneficiaryAccountNo",
        Fault.Refused => "4091600 Conflict",
    };

    static Letter Write(Fault[] faults)
    {
        var letter = Letter.Inquiry(
            Encoding.UTF8.GetBytes(WriteBody(faults)),
            faults.Contains(Fault.ClientUnknown) ? "nobody" : Callers.Usual,
            faults.Contains(Fault.TokenInvalid) ? ScriptedAccessTokens.Expired : ScriptedAccessTokens.Valid,
            faults.Contains(Fault.TimestampFar) ? "2023-01-04T15:49:49+07:00" : OneRoom.Stamp,
            faults.Contains(Fault.SignatureWrong) ? "another secret" : Callers.Secret);

        if (faults.Contains(Fault.MediaType))
            letter = letter.With("Content-Type", "text/plain");

        if (faults.Contains(Fault.HeaderMalformed))
            letter = letter.With("X-EXTERNAL-ID", "1672818589 804");

        if (faults.Contains(Fault.HeaderBeyondLetter))
            letter = letter.With("CHANNEL-ID", "95221");

        if (faults.Contains(Fault.HeaderMissing))
            letter = letter.Without("X-SIGNATURE");

        // White space after the body is not signed.
        return faults.Contains(Fault.BodyTooLarge)
            ? letter with { Body = [.. letter.Body, .. Enumerable.Repeat((byte)' ', Body.LimitBytes)] }
            : letter;
    }

    static string WriteBody(Fault[] faults)
    {
        var bank = faults.Contains(Fault.FieldMissing) ? "" : "014";
        var number = faults.Contains(Fault.FieldMalformed) ? "01234S6789" : "0123456789";
        var end = faults.Contains(Fault.BodyMalformed) ? ",}" : "}";
        return $$"""{"beneficiaryBankCode":"{{bank}}","beneficiaryAccountNo":"{{number}}"{{end}}""";
    }

    static Credential Credential(Fault[] faults)
    {
        var named = Callers.Named(Callers.Usual);
        return named with
        {
            Addresses = faults.Contains(Fault.AddressElsewhere) ? [IPNetwork.Parse("10.9.9.0/24")] : [],
            Partner = named.Partner with { IsStrict = faults.Contains(Fault.HeaderBeyondLetter) },
        };
    }
}
