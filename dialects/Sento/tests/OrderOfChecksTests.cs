using System.Net;
using System.Net.Http.Headers;
using Periksa.Inquiries;
using Periksa.Tests.Support;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Sento.Tests;

/// <summary>Of two things that are wrong with a request, the one earlier in this table is answered.</summary>
public class OrderOfChecksTests
{
    public enum Fault
    {
        MediaType,
        BodyTooLarge,
        UserUnknown,
        UserInactive,
        KeyWrong,
        AddressElsewhere,
        PriceMissing,
        TooFast,
        TooManyMisses,
        ParameterInvalid,
        Refused,
    }

    static readonly Fault[] OfCaller =
    [
        Fault.UserUnknown, Fault.UserInactive, Fault.KeyWrong,
        Fault.AddressElsewhere, Fault.PriceMissing, Fault.TooFast,
    ];

    static readonly Dictionary<string, Fault[]> Faults = new()
    {
        ["inquiry"] = Enum.GetValues<Fault>(),
        ["invoice"] = [.. OfCaller, Fault.Refused],
        ["list"] = [.. OfCaller, Fault.ParameterInvalid],
        ["pay"] = [Fault.MediaType, Fault.BodyTooLarge, .. OfCaller, Fault.ParameterInvalid, Fault.Refused],
    };

    public static TheoryData<string, Fault, Fault> Pairs()
    {
        var pairs = new TheoryData<string, Fault, Fault>();
        foreach (var (operation, faults) in Faults)
        {
            foreach (var earlier in faults)
            {
                foreach (var later in faults.Where(fault => fault >= earlier))
                    pairs.Add(operation, earlier, later);
            }
        }

        return pairs;
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task Holds_for(string operation, Fault earlier, Fault later)
    {
        Fault[] faults = [earlier, later];
        using var request = Request(operation, faults);

        var said = await DialectHost.Ask(request, Inquiries(faults), Credentials(faults), Callers.Office.BaseAddress);

        Assert.Equal(Expected(operation, earlier), said);
    }

    static (HttpStatusCode, string) Expected(string operation, Fault fault) => fault switch
    {
        Fault.MediaType => (HttpStatusCode.UnsupportedMediaType, "990"),
        Fault.BodyTooLarge => (HttpStatusCode.RequestEntityTooLarge, "990"),
        Fault.UserUnknown => (HttpStatusCode.OK, "201"),
        Fault.UserInactive => (HttpStatusCode.OK, "202"),
        Fault.KeyWrong => (HttpStatusCode.OK, "208"),
        Fault.AddressElsewhere => (HttpStatusCode.OK, "207"),
        Fault.PriceMissing => (HttpStatusCode.OK, "203"),
        Fault.TooFast or Fault.TooManyMisses => (HttpStatusCode.TooManyRequests, "429"),
        Fault.ParameterInvalid => (HttpStatusCode.OK, "990"),
        Fault.Refused => (HttpStatusCode.OK, operation is "inquiry" ? "232" : "204"),
    };

    static HttpRequestMessage Request(string operation, Fault[] faults)
    {
        var isInvalid = faults.Contains(Fault.ParameterInvalid);
        var number = isInvalid ? "" : "12341234";
        var id = faults.Contains(Fault.Refused)
            ? "d1a3ad2e-6c2b-4c07-8a53-0e7d6a6a1c11"
            : "bf76fa75-e19c-4edd-8d44-a5a0fa454fac";

        var (method, path, body) = operation switch
        {
            "inquiry" => (HttpMethod.Post, "", $$"""{"bank_code":"008","account_number":"{{number}}"}"""),
            "invoice" => (HttpMethod.Get, $"/invoices/{id}", ""),
            "list" => (HttpMethod.Get, $"/invoices?limit={(isInvalid ? 0 : 10)}", ""),
            _ => (HttpMethod.Post, "/invoices/pay", $$"""{"invoice_id":"{{(isInvalid ? "" : id)}}"}"""),
        };

        return DialectHost.Request(
            method,
            "/api/account-inquiry" + path,
            Content(body, faults),
            User(faults),
            faults.Contains(Fault.KeyWrong) ? "another-api-key" : Callers.Key);
    }

    static StringContent Content(string body, Fault[] faults) => new(
        faults.Contains(Fault.BodyTooLarge) ? body.PadRight(Body.LimitBytes + 1) : body,
        new MediaTypeHeaderValue(faults.Contains(Fault.MediaType) ? "text/plain" : "application/json"));

    static string User(Fault[] faults)
    {
        if (faults.Contains(Fault.UserUnknown))
            return "nobody";

        if (faults.Contains(Fault.TooFast))
            return Callers.Hasty;

        return faults.Contains(Fault.TooManyMisses) ? Callers.Curious : Callers.Usual;
    }

    static ScriptedCredentials Credentials(Fault[] faults) => new(
        new[] { Callers.Usual, Callers.Hasty, Callers.Curious }.Select(user => Credential(user, faults)));

    static Credential Credential(string user, Fault[] faults)
    {
        var named = Callers.Named(user);
        return named with
        {
            Partner = named.Partner with { Active = !faults.Contains(Fault.UserInactive) },
            Addresses = [faults.Contains(Fault.AddressElsewhere) ? IPNetwork.Parse("10.9.9.0/24") : Callers.Office],
            Prices = faults.Contains(Fault.PriceMissing) ? PriceList.None : named.Prices,
        };
    }

    static ScriptedAccountInquiries Inquiries(Fault[] faults)
    {
        var accountInquiries = Scripts.Inquiries("");
        return faults.Contains(Fault.Refused)
            ? accountInquiries.Refuses(new(User(faults)), InquiryRefusal.UnpaidInvoices)
            : accountInquiries;
    }
}
