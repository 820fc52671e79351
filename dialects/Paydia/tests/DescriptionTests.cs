using System.Text.RegularExpressions;
using Periksa.Tests.Support.Descriptions;

namespace Periksa.Dialects.Paydia.Tests;

public partial class DescriptionTests() : DescriptionLaws("paydia")
{
    protected override Regex AboutAField => Fault;

    protected override string[] BeyondASchema =>
    [
        "number.plus",
        ".strict.",
    ];

    [GeneratedRegex("Invalid (Mandatory Field|Field Format) [a-z]")]
    private static partial Regex Fault { get; }
}
