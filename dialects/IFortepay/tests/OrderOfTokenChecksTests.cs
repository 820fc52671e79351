using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Tests.Support;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IFortepay.Tests;

/// <summary>Of two things that are wrong with a request for a token, the one earlier in this table is
/// answered.</summary>
public class OrderOfTokenChecksTests
{
    public enum Fault
    {
        HeaderMissing,
        MediaType,
        HeaderMalformed,
        BodyTooLarge,
        ClientUnknown,
        HeaderBeyondLetter,
        TimestampFar,
        SignatureWrong,
        AddressElsewhere,
        TooFast,
        BodyMalformed,
        GrantUnknown,
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
                : new ScriptedThrottle()));

        Assert.Equal(Expected(earlier), said);
    }

    static string Expected(Fault fault) => fault switch
    {
        Fault.HeaderMissing => "4007302 Invalid Mandatory Field X-SIGNATURE",
        Fault.MediaType => "4157300 Unsupported Media Type",
        Fault.HeaderMalformed => "4007301 Invalid Field Format X-CLIENT-KEY",
        Fault.BodyTooLarge => "4137300 Request Entity Too Large",
        Fault.ClientUnknown => "4017300 Unauthorized. [Unknown client]",
        Fault.HeaderBeyondLetter => "4007301 Invalid Field Format X-TIMESTAMP",
        Fault.TimestampFar => "4017300 Unauthorized. [Timestamp]",
        Fault.SignatureWrong => "4017300 Unauthorized. [Signature]",
        Fault.AddressElsewhere => "4017300 Unauthorized. [IP Address]",
        Fault.TooFast => "4297300 Too Many Requests",
        Fault.BodyMalformed => "4007301 Invalid Field Format",
        Fault.GrantUnknown => "4007301 Invalid Field Format grantType",
    };

    static Letter Write(Fault[] faults)
    {
        var hour = faults.Contains(Fault.TimestampFar) ? "08" : "07";
        var offset = faults.Contains(Fault.HeaderBeyondLetter) ? "Z" : "+00:00";
        var client = faults.Contains(Fault.ClientUnknown) ? "nobody" : Callers.Usual;
        var letter = Letter.Token(WriteBody(faults), client, $"2023-01-04T{hour}:49:49{offset}");

        if (faults.Contains(Fault.SignatureWrong))
            letter = letter.With("X-SIGNATURE", Convert.ToBase64String(new byte[256]));

        if (faults.Contains(Fault.MediaType))
            letter = letter.With("Content-Type", "text/plain");

        if (faults.Contains(Fault.HeaderMalformed))
            letter = letter.With("X-CLIENT-KEY", new string('x', 37));

        if (faults.Contains(Fault.HeaderMissing))
            letter = letter.Without("X-SIGNATURE");

        return letter;
    }

    static string WriteBody(Fault[] faults)
    {
        var grant = faults.Contains(Fault.GrantUnknown) ? "password" : "client_credentials";
        var end = faults.Contains(Fault.BodyMalformed) ? ",}" : "}";
        var body = $$"""{"grantType":"{{grant}}"{{end}}""";
        return faults.Contains(Fault.BodyTooLarge) ? body.PadRight(Body.LimitBytes + 1) : body;
    }

    static Credential Credential(Fault[] faults)
    {
        var named = Callers.Named(Callers.Usual);
        return named with
        {
            Addresses = faults.Contains(Fault.AddressElsewhere) ? [IPNetwork.Parse("10.9.9.0/24")] : [],
            PublicKey = Letter.PublicKey,
            Partner = named.Partner with { IsStrict = faults.Contains(Fault.HeaderBeyondLetter) },
        };
    }
}
