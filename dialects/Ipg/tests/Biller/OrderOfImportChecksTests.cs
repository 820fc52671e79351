using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Dialects.Ipg.Biller;
using Periksa.Dialects.Ipg.Biller.Import;
using Periksa.Partners;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>Of two things that are wrong with an import, the one earlier in this table is answered.</summary>
public class OrderOfImportChecksTests
{
    public enum Fault
    {
        Method,
        MediaType,
        KeyUnknown,
        AddressElsewhere,
        TooFast,
        FileMalformed,
        ImportedBefore,
        Breaking,
    }

    public static TheoryData<Fault, Fault> All => Pairs.Of<Fault>();

    [Theory, MemberData(nameof(All))]
    public async Task Holds_for(Fault earlier, Fault later)
    {
        Fault[] faults = [earlier, later];
        var name = faults.Contains(Fault.ImportedBefore) ? Callers.Repeating : Callers.Usual;
        var caller = Callers.Named(name) with
        {
            Addresses = [faults.Contains(Fault.AddressElsewhere) ? IPNetwork.Parse("10.9.9.0/24") : Callers.Office],
        };

        await using var host = await DialectHost.Open(
            services => services
                .AddSingleton<ICredentials>(new ScriptedCredentials(caller))
                .AddSingleton<IThrottle>(new ScriptedThrottle(faults.Contains(Fault.TooFast) ? name : "nobody")),
            Callers.Office.BaseAddress);

        Assert.Equal(Expected(earlier), await DialectHost.Ask(host, Write(faults, name)));
    }

    static string Expected(Fault fault) => fault switch
    {
        Fault.Method => DialectHost.Said(Codes.MethodNotAllowed),
        Fault.MediaType => DialectHost.Said(Codes.CsvOnly),
        Fault.KeyUnknown => DialectHost.Said(Codes.Unauthorized),
        Fault.AddressElsewhere => DialectHost.Said(Codes.Unauthorized),
        Fault.TooFast => DialectHost.Said(Code.TooManyRequests),
        Fault.FileMalformed => DialectHost.Said(Codes.Invalid(FileFaults.At(3, FileFaults.FieldCount))),
        Fault.ImportedBefore => DialectHost.Said(Codes.ImportedBefore(99_990)),
        Fault.Breaking => DialectHost.Said(Codes.ImportFailed),
    };

    static Letter Write(Fault[] faults, string caller)
    {
        string[] lines =
        [
            Sheet.Header,
            faults.Contains(Fault.Breaking) ? Sheet.Row(invoiceNumber: Scripts.Breaking) : Sheet.Row(),
            faults.Contains(Fault.FileMalformed) ? "one,two" : Sheet.Row(number: 2),
        ];

        var letter = Letter.Importing(string.Join('\n', lines), caller);
        if (faults.Contains(Fault.KeyUnknown))
            letter = letter.With("Authorization", "Bearer nobody's");

        if (faults.Contains(Fault.MediaType))
            letter = letter.With("Content-Type", "application/json");

        return faults.Contains(Fault.Method) ? letter with { Method = HttpMethod.Put } : letter;
    }
}
