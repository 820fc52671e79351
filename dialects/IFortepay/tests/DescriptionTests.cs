using System.Text.RegularExpressions;
using Periksa.Tests.Support.Descriptions;

namespace Periksa.Dialects.IFortepay.Tests;

public partial class DescriptionTests() : DescriptionLaws("ifortepay")
{
    protected override Regex AboutAField => Fault;

    protected override string[] BeyondASchema =>
    [
        "with-a-plus",
        ".strict.",
    ];

    [GeneratedRegex("Invalid (Mandatory Field|Field Format) [a-z]")]
    private static partial Regex Fault { get; }
}
