using System.Net;
using System.Text;
using Periksa.Tests.Support;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Paydia.Tests;

/// <summary>Of two things that are wrong with a request, the one earlier in this table is answered.</summary>
public class OrderOfChecksTests
{
    public enum Fault
    {
        Method,
        HeaderMissing,
        MediaType,
        HeaderMalformed,
        BodyTooLarge,
        CallerUnknown,
        CallerInactive,
        HeaderNotToTheLetter,
        TokenExpired,
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

    static readonly Fault[] OfInquiries = [Fault.TokenExpired, Fault.TooManyMisses, Fault.FieldMissing, Fault.Refused];

    public static TheoryData<string, Fault, Fault> Pairs()
    {
        var pairs = new TheoryData<string, Fault, Fault>();
        Add("inquiry", Enum.GetValues<Fault>());
        Add("token", [.. Enum.GetValues<Fault>().Except(OfInquiries)]);
        return pairs;

        void Add(string operation, Fault[] faults)
        {
            foreach (var earlier in faults)
            {
                foreach (var later in faults.Where(fault => fault >= earlier))
                    pairs.Add(operation, earlier, later);
            }
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task Holds_for(string operation, Fault earlier, Fault later)
    {
        Fault[] faults = [earlier, later];
        await using var room = await OneRoom.Open(credentials: Credentials(faults), teller: Teller(faults));

        var reply = await room.Send(operation is "token" ? Token(faults) : Inquiry(faults));

        Assert.Equal(operation is "token" ? ExpectedOfToken(earlier) : Expected(earlier), reply.Said);
    }

    static string Expected(Fault fault) => fault switch
    {
        Fault.Method => "4054200 Requested Function Is Not Supported",
        Fault.HeaderMissing => "4004202 Invalid Mandatory Field CHANNEL-ID",
        Fault.MediaType => "4154200 Unsupported Media Type",
        Fault.HeaderMalformed => "4004201 Invalid Field Format X-SIGNATURE",
        Fault.BodyTooLarge => "4134200 Request Entity Too Large",
        Fault.CallerUnknown or Fault.CallerInactive => "4014200 Unauthorized [Unknown client]",
        Fault.HeaderNotToTheLetter => "4004201 Invalid Field Format X-TIMESTAMP",
        Fault.TokenExpired => "4014201 Unauthorized [Invalid Authorization]",
        Fault.TimestampFar => "4014200 Unauthorized [Timestamp]",
        Fault.SignatureWrong => "4014200 Unauthorized [Signature]",
        Fault.AddressElsewhere => "4014200 Unauthorized [IP Address]",
        Fault.TooFast or Fault.TooManyMisses => "4294200 Too Many Requests",
        Fault.BodyMalformed => "4004201 Invalid Field Format",
        Fault.FieldMissing => "4004202 Invalid Mandatory Field additionalInfo.beneficiaryBankCode",
        Fault.FieldMalformed => "4004201 Invalid Field Format partnerReferenceNo",
        Fault.Refused => "4094200 Conflict",
    };

    static string ExpectedOfToken(Fault fault) => fault switch
    {
        Fault.Method => "4057300 Requested Function Is Not Supported",
        Fault.HeaderMissing => "4007302 Invalid Mandatory Field X-CLIENT-KEY",
        Fault.MediaType => "4157300 Unsupported Media Type",
        Fault.HeaderMalformed => "4007301 Invalid Field Format X-SIGNATURE",
        Fault.BodyTooLarge => "4137300 Request Entity Too Large",
        Fault.CallerUnknown or Fault.CallerInactive => "4017300 Unauthorized. [Unknown client]",
        Fault.HeaderNotToTheLetter => "4007301 Invalid Field Format X-TIMESTAMP",
        Fault.TimestampFar => "4017300 Unauthorized. [Timestamp]",
        Fault.SignatureWrong => "4017300 Unauthorized. [Signature]",
        Fault.AddressElsewhere => "4017300 Unauthorized. [IP Address]",
        Fault.TooFast => "4297300 Too Many Requests",
        Fault.BodyMalformed => "4007301 Invalid Field Format",
        Fault.FieldMalformed => "4007301 Invalid Field Format grantType",
        Fault.TokenExpired or Fault.TooManyMisses or Fault.FieldMissing or Fault.Refused =>
            throw new ArgumentOutOfRangeException(nameof(fault), "No token is refused for it."),
    };

    static Request Token(Fault[] faults)
    {
        var grant = faults.Contains(Fault.FieldMalformed) ? "password" : "client_credentials";
        var request = Request.Token
            .Saying($$"""{"grantType":"{{grant}}"}""")
            .With("X-CLIENT-KEY", Name(faults));

        return Spoilt(request, faults, missing: "X-CLIENT-KEY");
    }

    static Request Inquiry(Fault[] faults)
    {
        var reference = new string('1', faults.Contains(Fault.FieldMalformed) ? 65 : 64);
        var info = faults.Contains(Fault.FieldMissing) ? "{}" : """{"beneficiaryBankCode":"014"}""";
        var token = faults.Contains(Fault.TokenExpired) ? ScriptedAccessTokens.Expired : ScriptedAccessTokens.Valid;
        var body = Request.InquiryBody
            .Replace("INV-1", reference, StringComparison.Ordinal)
            .Replace("""{"beneficiaryBankCode":"014"}""", info, StringComparison.Ordinal);

        var request = Request.Inquiry
            .Saying(body)
            .With("X-PARTNER-ID", Name(faults))
            .With("Authorization", "Bearer " + token);

        return Spoilt(request, faults, missing: "CHANNEL-ID");
    }

    // What goes wrong with both in the same way; signed before what a signature does not cover is spoilt.
    static Request Spoilt(Request request, Fault[] faults, string missing)
    {
        var moment = OneRoom.Now.AddSeconds(faults.Contains(Fault.TimestampFar) ? 301 : 0);
        var stamp = Request.Stamp(moment);
        request = request.With("X-TIMESTAMP", faults.Contains(Fault.HeaderNotToTheLetter)
            ? stamp.Replace("+07:00", ".000+07:00", StringComparison.Ordinal)
            : stamp);

        if (faults.Contains(Fault.BodyMalformed))
            request = request with { Body = [.. request.Body, (byte)','] };

        if (faults.Contains(Fault.BodyTooLarge))
            request = request.Saying(Encoding.UTF8.GetString(request.Body).PadRight(Body.LimitBytes + 1));

        request = request.Signed();

        if (faults.Contains(Fault.SignatureWrong))
            request = request.With("X-SIGNATURE", "none");

        if (faults.Contains(Fault.HeaderMalformed))
            request = request.With("X-SIGNATURE", new string('A', 2049));

        if (faults.Contains(Fault.MediaType))
            request = request.With("Content-Type", "text/plain");

        if (faults.Contains(Fault.HeaderMissing))
            request = request.Without(missing);

        return faults.Contains(Fault.Method) ? request with { Method = "PUT" } : request;
    }

    static string Name(Fault[] faults)
    {
        if (faults.Contains(Fault.CallerUnknown))
            return "nobody";

        if (faults.Contains(Fault.TooFast))
            return Callers.Hasty;

        return faults.Contains(Fault.TooManyMisses) ? Callers.Curious : Callers.Usual;
    }

    static ScriptedCredentials Credentials(Fault[] faults) => new(
        new[] { Callers.Usual, Callers.Hasty, Callers.Curious }.Select(name => OneRoom.Named(name) with
        {
            Addresses = faults.Contains(Fault.AddressElsewhere) ? [IPNetwork.Parse("10.9.9.0/24")] : [],
            Partner = new(name, Active: !faults.Contains(Fault.CallerInactive))
            {
                IsStrict = faults.Contains(Fault.HeaderNotToTheLetter),
            },
        }));

    static ScriptedTeller Teller(Fault[] faults) => faults.Contains(Fault.Refused)
        ? Scripts.Teller.Refuses(Callers.Usual, Refusal.DayKeyUsed)
        : Scripts.Teller;
}
