using System.Text.RegularExpressions;
using Periksa.Tests.Support.Descriptions;

namespace Periksa.Dialects.SingaPay.Tests;

public partial class DescriptionTests() : DescriptionLaws("singapay")
{
    protected override Regex AboutAField => Fault;

    protected override string[] BeyondASchema =>
    [
        "with-a-plus",
        "-unknown",
        "null-character-in-words",
        "swift",
        "bank-short-code",
        "bank-without-zeros",
        "exponent",
        "too-fine",
        "three-decimals",
    ];

    [GeneratedRegex("SP018|SP008|^\\{\"status\":422")]
    private static partial Regex Fault { get; }
}
