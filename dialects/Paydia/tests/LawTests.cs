using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.Paydia.Tests;

// What every SNAP dialect promises alike.

static class Subject
{
    public static readonly SnapSubject Inquiry =
        new(PaydiaEndpoints.Vendor, PaydiaEndpoints.Inquiry, routes => routes.MapPaydia())
        {
            Body = Body(),
            Missing = (Body(info: "{}"), "additionalInfo.beneficiaryBankCode"),
            Malformed = (Body(reference: new('1', 65)), "partnerReferenceNo"),
            Channel = "128",
            LaxChannel = "mobile",
            Answerer = () => new InquiriesAnswerer(Scripts.Inquiries),
        };

    static string Body(string reference = "INV-1", string info = """{"beneficiaryBankCode":"014"}""") =>
        $$"""{"partnerReferenceNo":"{{reference}}","amount":{"value":"10000.00","currency":"IDR"}"""
        + $$""","beneficiaryAccountNumber":"0123456789","additionalInfo":{{info}}}""";
}

public sealed class OrderOfChecksTests() : OrderOfSnapChecks(Subject.Inquiry);

public sealed class HostileTests() : HostileSnapRequests(Subject.Inquiry);

public sealed class LeniencyTests() : SnapLeniency(Subject.Inquiry);

public sealed class BodyTests() : SnapBodies(Subject.Inquiry);

public sealed class KeyTests() : SnapKeys(Subject.Inquiry);

public sealed class ExplanationTests() : SnapExplanations(Subject.Inquiry);
