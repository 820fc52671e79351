using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Dialects.Ipg.Biller;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>Of two things that are wrong with a bill to be made, the one earlier in this table is answered.</summary>
public class OrderOfMakingChecksTests
{
    public enum Fault
    {
        Method,
        MediaType,
        BodyTooLarge,
        KeyUnknown,
        AddressElsewhere,
        TooFast,
        BodyMalformed,
        VaNumber,
        Prefix,
        Type,
        Name,
        CustomerName,
        CustomerEmail,
        CustomerPhone,
        CustomerAddress,
        Description,
        ExtDescription,
        InvoiceNumber,
        DueDate,
        ValidUntil,
        InstitutionCode,
        Components,
        TotalAmount,
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

        await using var host = await DialectHost.Open(
            services => services
                .AddSingleton<ICredentials>(new ScriptedCredentials(caller))
                .AddSingleton<IThrottle>(
                    new ScriptedThrottle(faults.Contains(Fault.TooFast) ? Callers.Usual : "nobody")),
            Callers.Office.BaseAddress);

        Assert.Equal(Expected(earlier), await DialectHost.Ask(host, Write(faults)));
    }

    static string Expected(Fault fault) => fault switch
    {
        Fault.Method => DialectHost.Said(Codes.MethodNotAllowed),
        Fault.MediaType => DialectHost.Said(Codes.JsonOnly),
        Fault.BodyTooLarge => DialectHost.Said(Codes.BodyTooLarge),
        Fault.KeyUnknown => DialectHost.Said(Codes.Unauthorized),
        Fault.AddressElsewhere => DialectHost.Said(Codes.Unauthorized),
        Fault.TooFast => DialectHost.Said(Code.TooManyRequests),
        Fault.BodyMalformed => DialectHost.Said(Codes.NoJson),
        Fault.VaNumber => DialectHost.Said(Codes.Invalid(Sentences.VaNumber)),
        Fault.Prefix => DialectHost.Said(Codes.Invalid(Sentences.Prefix)),
        Fault.Type => DialectHost.Said(Codes.Invalid(Sentences.Type)),
        Fault.Name => DialectHost.Said(Codes.Invalid(Sentences.Name)),
        Fault.CustomerName => DialectHost.Said(Codes.Invalid(Sentences.CustomerName)),
        Fault.CustomerEmail => DialectHost.Said(Codes.Invalid(Sentences.CustomerEmail)),
        Fault.CustomerPhone => DialectHost.Said(Codes.Invalid(Sentences.CustomerPhone)),
        Fault.CustomerAddress => DialectHost.Said(Codes.Invalid(Sentences.CustomerAddress)),
        Fault.Description => DialectHost.Said(Codes.Invalid(Sentences.Description)),
        Fault.ExtDescription => DialectHost.Said(Codes.Invalid(Sentences.ExtDescription)),
        Fault.InvoiceNumber => DialectHost.Said(Codes.Invalid(Sentences.InvoiceNumber)),
        Fault.DueDate => DialectHost.Said(Codes.Invalid(Sentences.DueDate)),
        Fault.ValidUntil => DialectHost.Said(Codes.Invalid(Sentences.ValidUntil)),
        Fault.InstitutionCode => DialectHost.Said(Codes.Invalid(Sentences.InstitutionCode)),
        Fault.Components => DialectHost.Said(Codes.Invalid(Sentences.Components)),
        Fault.TotalAmount => DialectHost.Said(Codes.Invalid(Sentences.TotalAmount)),
        Fault.Refused => DialectHost.Said(Codes.InvoiceNumberUsed),
    };

    static Letter Write(Fault[] faults)
    {
        var letter = Letter.Making(WriteBody(faults));
        if (faults.Contains(Fault.KeyUnknown))
            letter = letter.With("Authorization", "Bearer nobody's");

        if (faults.Contains(Fault.MediaType))
            letter = letter.With("Content-Type", "text/csv");

        if (faults.Contains(Fault.Method))
            letter = letter with { Method = HttpMethod.Patch };

        return faults.Contains(Fault.BodyTooLarge) ? letter.Padded(Body.LimitBytes + 1) : letter;
    }

    static string WriteBody(Fault[] faults)
    {
        string Unless(Fault fault, string good) => faults.Contains(fault) ? "false" : good;
        var invoiceNumber = faults.Contains(Fault.Refused) ? "\"INV-002\"" : "null";

        string[] fields =
        [
            $"\"total_amount\":{Unless(Fault.TotalAmount, "100000")}",
            $"\"components\":{Unless(Fault.Components, """[{"name":"SPP","price":100000}]""")}",
            $"\"institution_code\":{Unless(Fault.InstitutionCode, "null")}",
            $"\"valid_until\":{Unless(Fault.ValidUntil, "null")}",
            $"\"due_date\":{Unless(Fault.DueDate, "null")}",
            $"\"invoice_number\":{Unless(Fault.InvoiceNumber, invoiceNumber)}",
            $"\"ext_description\":{Unless(Fault.ExtDescription, "null")}",
            $"\"description\":{Unless(Fault.Description, "null")}",
            $"\"customer_address\":{Unless(Fault.CustomerAddress, "null")}",
            $"\"customer_phone\":{Unless(Fault.CustomerPhone, "null")}",
            $"\"customer_email\":{Unless(Fault.CustomerEmail, "null")}",
            $"\"customer_name\":{Unless(Fault.CustomerName, "\"John Doe\"")}",
            $"\"name\":{Unless(Fault.Name, "null")}",
            $"\"type\":{Unless(Fault.Type, "\"close\"")}",
            $"\"prefix\":{Unless(Fault.Prefix, "\"867301\"")}",
            $"\"va_number\":{Unless(Fault.VaNumber, "\"1234567890\"")}",
        ];

        return $"{{{string.Join(',', fields)}{(faults.Contains(Fault.BodyMalformed) ? ",}" : "}")}";
    }
}
