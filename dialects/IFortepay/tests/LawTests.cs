using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.IFortepay.Tests;

// What every SNAP dialect promises alike.

static class Subject
{
    public static readonly SnapSubject Inquiry =
        new(IFortepayEndpoints.Vendor, IFortepayEndpoints.Inquiry, routes => routes.MapIFortepay())
        {
            Body = Body(),
            Missing = (Body(bank: ""), "beneficiaryBankCode"),
            Malformed = (Body(number: "01234S6789"), "beneficiaryAccountNo"),
            Channel = "api",
            LaxChannel = "95221",
            Answerer = () => new InquiriesAnswerer(Scripts.Inquiries),
        };

    static string Body(string bank = "014", string number = "0123456789") =>
        $$"""{"beneficiaryBankCode":"{{bank}}","beneficiaryAccountNo":"{{number}}","""
        + "\"partnerReferenceNo\":\"20221220-0010\"}";
}

public sealed class OrderOfChecksTests() : OrderOfSnapChecks(Subject.Inquiry);

public sealed class HostileTests() : HostileSnapRequests(Subject.Inquiry);

public sealed class LeniencyTests() : SnapLeniency(Subject.Inquiry);

public sealed class BodyTests() : SnapBodies(Subject.Inquiry);

public sealed class KeyTests() : SnapKeys(Subject.Inquiry);

public sealed class ExplanationTests() : SnapExplanations(Subject.Inquiry);
