using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>Of two things that are wrong with the question whose account it is, the one earlier in this table is
/// answered, by either version.</summary>
public class OrderOfBeneficiaryChecksTests
{
    public enum Fault
    {
        Method,
        MediaType,
        BodyTooLarge,
        PartnerUnknown,
        TokenInvalid,
        AddressElsewhere,
        TooFast,
        TooManyMisses,
        BodyMalformed,
        BankInvalid,
        NumberInvalid,
        Refused,
    }

    public static TheoryData<Fault, Fault> All => Pairs.Of<Fault>();

    [Theory, MemberData(nameof(All))]
    public async Task Holds_for(Fault earlier, Fault later)
    {
        Fault[] faults = [earlier, later];

        Assert.Equal(
            ExpectedOfVersion2(earlier), await Ask(faults, Letter.BeneficiaryPath, "bank_code", "002"));
        Assert.Equal(
            ExpectedOfVersion1(earlier),
            await Ask(faults, Letter.SwiftBeneficiaryPath, "bank_swift_code", "BRINIDJA"));
    }

    static Task<string> Ask(Fault[] faults, string path, string field, string bank) => DialectHost.Ask(
        Write(faults, path, field, bank),
        services => services
            .AddSingleton<ICredentials>(new ScriptedCredentials(Callers.Named(Callers.Usual) with
            {
                Addresses =
                    [faults.Contains(Fault.AddressElsewhere) ? IPNetwork.Parse("10.9.9.0/24") : Callers.Office],
            }))
            .AddSingleton<IThrottle>(faults.Contains(Fault.TooFast)
                ? new ScriptedThrottle(Callers.Usual)
                : new ScriptedThrottle())
            .AddSingleton<IMissBudgets>(faults.Contains(Fault.TooManyMisses)
                ? new ScriptedMissBudgets(Callers.Usual)
                : new ScriptedMissBudgets())
            .AddSingleton<IAccountInquiries>(faults.Contains(Fault.Refused)
                ? Scripts.Inquiries.Refuses(new(Callers.Usual), InquiryRefusal.TooBusy)
                : Scripts.Inquiries),
        Callers.Office.BaseAddress);

    static string ExpectedOfVersion2(Fault fault) => fault switch
    {
        Fault.Method => "405 SP012 Bad Request",
        Fault.MediaType => "415 SP012 Bad Request",
        Fault.BodyTooLarge => "413 SP012 Bad Request",
        Fault.PartnerUnknown or Fault.TokenInvalid => "401 SP013 Unauthorized",
        Fault.AddressElsewhere => "403 SP017 Unauthorized IP",
        Fault.TooFast or Fault.TooManyMisses or Fault.Refused => "429 SP019 Too Many Requests",
        Fault.BodyMalformed => "400 SP012 Bad Request",
        Fault.BankInvalid => "422 SP018 Validation error - The selected bank code is invalid.",
        Fault.NumberInvalid =>
            "422 SP018 Validation error - The bank account number field must be between 1 and 34 digits.",
    };

    static string ExpectedOfVersion1(Fault fault) => fault switch
    {
        Fault.Method => "405 Method Not Allowed",
        Fault.MediaType => "415 Unsupported Media Type",
        Fault.BodyTooLarge => "413 Request Entity Too Large",
        Fault.PartnerUnknown or Fault.TokenInvalid => "401 Unauthorized partner, please sign in",
        Fault.AddressElsewhere => "403 Your IP address (10.0.0.0) is not registered",
        Fault.TooFast or Fault.TooManyMisses or Fault.Refused => "429 Too Many Requests",
        Fault.BodyMalformed => "400 Bad Request",
        Fault.BankInvalid => "422 The selected bank swift code is invalid.",
        Fault.NumberInvalid => "422 The bank account number field must be between 1 and 34 digits.",
    };

    static Letter Write(Fault[] faults, string path, string field, string bank)
    {
        var number = faults.Contains(Fault.NumberInvalid) ? "12345a" : "1234567890000";
        var code = faults.Contains(Fault.BankInvalid) ? "999" : bank;
        var end = faults.Contains(Fault.BodyMalformed) ? ",}" : "}";
        var letter = Letter.To(
            path,
            $$"""{"{{field}}":"{{code}}","bank_account_number":"{{number}}"{{end}}""",
            faults.Contains(Fault.PartnerUnknown) ? "nobody" : Callers.Usual,
            faults.Contains(Fault.TokenInvalid) ? ScriptedAccessTokens.Expired : ScriptedAccessTokens.Valid);

        if (faults.Contains(Fault.MediaType))
            letter = letter.With("Content-Type", "text/plain");

        if (faults.Contains(Fault.Method))
            letter = letter with { Method = HttpMethod.Put };

        return faults.Contains(Fault.BodyTooLarge) ? letter.Padded(Body.LimitBytes + 1) : letter;
    }
}
