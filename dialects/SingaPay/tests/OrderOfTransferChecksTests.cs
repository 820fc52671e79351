using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>Of two things that are wrong with a transfer, the one earlier in this table is answered.</summary>
public class OrderOfTransferChecksTests
{
    public enum Fault
    {
        Method,
        MediaType,
        BodyTooLarge,
        PartnerUnknown,
        TokenInvalid,
        AddressElsewhere,
        TimestampFar,
        SignatureWrong,
        TooFast,
        TooManyMisses,
        BodyMalformed,
        AccountMissing,
        AccountForeign,
        ReferenceInvalid,
        AmountInvalid,
        BankInvalid,
        NumberInvalid,
        NotesInvalid,
        Refused,
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
                    : new ScriptedThrottle())
                .AddSingleton<IMissBudgets>(faults.Contains(Fault.TooManyMisses)
                    ? new ScriptedMissBudgets(Callers.Usual)
                    : new ScriptedMissBudgets()),
            Callers.Office.BaseAddress);

        Assert.Equal(Expected(earlier), said);
    }

    static string Expected(Fault fault) => fault switch
    {
        Fault.Method => "405 SP012 Bad Request",
        Fault.MediaType => "415 SP012 Bad Request",
        Fault.BodyTooLarge => "413 SP012 Bad Request",
        Fault.PartnerUnknown => "401 SP013 Unauthorized",
        Fault.TokenInvalid => "401 SP013 Unauthorized",
        Fault.AddressElsewhere => "403 SP017 Unauthorized IP",
        Fault.TimestampFar => "401 SP016 Signature Invalid",
        Fault.SignatureWrong => "401 SP016 Signature Invalid",
        Fault.TooFast => "429 SP019 Too Many Requests",
        Fault.TooManyMisses => "429 SP019 Too Many Requests",
        Fault.BodyMalformed => "400 SP012 Bad Request",
        Fault.AccountMissing => "422 SP018 Validation error - The account id field is required.",
        Fault.AccountForeign => "404 SP020 Merchant Account Not Found",
        Fault.ReferenceInvalid => "400 SP008 Invalid Reference Number",
        Fault.AmountInvalid => "422 SP018 Validation error - The amount field must be at least 10000.",
        Fault.BankInvalid => "422 SP018 Validation error - The selected bank code is invalid.",
        Fault.NumberInvalid =>
            "422 SP018 Validation error - The bank account number field must be between 6 and 30 digits.",
        Fault.NotesInvalid => "422 SP018 Validation error - The notes field must be a string.",
        Fault.Refused => "400 SP003 Insufficient Balance",
    };

    static Letter Write(Fault[] faults)
    {
        var letter = Letter.Transfer(
            Encoding.UTF8.GetBytes(WriteBody(faults)),
            faults.Contains(Fault.PartnerUnknown) ? "nobody" : Callers.Usual,
            faults.Contains(Fault.TokenInvalid) ? ScriptedAccessTokens.Expired : ScriptedAccessTokens.Valid,
            faults.Contains(Fault.TimestampFar) ? "1765505000" : DialectHost.Stamp,
            faults.Contains(Fault.SignatureWrong) ? "another secret" : Callers.Secret);

        if (faults.Contains(Fault.MediaType))
            letter = letter.With("Content-Type", "text/plain");

        if (faults.Contains(Fault.Method))
            letter = letter with { Method = HttpMethod.Put };

        return faults.Contains(Fault.BodyTooLarge) ? letter.Padded(Body.LimitBytes + 1) : letter;
    }

    // In the order of the names, as it is signed.
    static string WriteBody(Fault[] faults)
    {
        var account = faults.Contains(Fault.AccountForeign) ? Callers.AnothersAccount : Callers.Account;
        var reference = faults.Contains(Fault.Refused) ? "balance-too-small" : "1134567891014";
        if (faults.Contains(Fault.ReferenceInvalid))
            reference = "113456 7891014";

        string[] fields =
        [
            $"\"account_id\":\"{(faults.Contains(Fault.AccountMissing) ? "" : account)}\"",
            $"\"amount\":{(faults.Contains(Fault.AmountInvalid) ? "9999.99" : "50000")}",
            $"\"bank_account_number\":\"{(faults.Contains(Fault.NumberInvalid) ? "12345" : "1234567890000")}\"",
            $"\"bank_code\":\"{(faults.Contains(Fault.BankInvalid) ? "999" : "002")}\"",
            $"\"notes\":{(faults.Contains(Fault.NotesInvalid) ? "1" : "null")}",
            $"\"reference_number\":\"{reference}\"",
        ];

        return $"{{{string.Join(',', fields)}{(faults.Contains(Fault.BodyMalformed) ? ",}" : "}")}";
    }
}
