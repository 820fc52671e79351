using System.Text.RegularExpressions;
using Periksa.Tests.Support.Descriptions;

namespace Periksa.Dialects.Ipg.Tests.Biller;

public partial class DescriptionTests() : DescriptionLaws("ipg-biller", "biller")
{
    protected override Regex AboutAField => Fault;

    protected override string[] BeyondASchema =>
    [
        "price-e",
        "price-too",
        "component-too-large",
        "total-wrong",
        "due-date",
        "total-amount",
        "valid-until",
        "sum-",
    ];

    protected override bool Took(SaidReply reply) => reply.IsAnswer
        && (reply.MediaType is not "application/json"
            || reply.Body.Contains("\"rc\":\"SUCCESS\"", StringComparison.Ordinal));

    [GeneratedRegex("\"message\":\"(?!The )[a-z_0-9.\\[\\]]+ [a-z ]*must")]
    private static partial Regex Fault { get; }
}
