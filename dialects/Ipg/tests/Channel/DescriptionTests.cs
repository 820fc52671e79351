using System.Text.RegularExpressions;
using Periksa.Tests.Support.Descriptions;

namespace Periksa.Dialects.Ipg.Tests.Channel;

public partial class DescriptionTests() : DescriptionLaws("ipg-channel", "channel")
{
    protected override Regex AboutAField => Fault;

    protected override string[] BeyondASchema =>
    [
        "transaction-date",
        "exponent",
        "three-decimals",
    ];

    protected override bool Took(SaidReply reply) =>
        reply.Body.Contains("\"rc\":\"SUCCESS\"", StringComparison.Ordinal);

    [GeneratedRegex("\"message\":\"[a-z_]+ (is required|must)")]
    private static partial Regex Fault { get; }
}
