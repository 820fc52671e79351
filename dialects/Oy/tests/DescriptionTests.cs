using System.Text.RegularExpressions;
using Periksa.Tests.Support.Descriptions;

namespace Periksa.Dialects.Oy.Tests;

public partial class DescriptionTests() : DescriptionLaws("oy")
{
    protected override Regex AboutAField => Fault;

    protected override string[] BeyondASchema => ["content-encoding"];

    protected override bool Took(SaidReply reply) =>
        reply.IsAnswer && Answered.IsMatch(reply.Body);

    [GeneratedRegex("\"code\":\"(000|102|209)\"")]
    private static partial Regex Answered { get; }

    [GeneratedRegex("\"code\":\"990\"")]
    private static partial Regex Fault { get; }
}
