using System.Text.RegularExpressions;
using Periksa.Tests.Support.Descriptions;

namespace Periksa.Dialects.Snap.Tests;

public partial class DescriptionTests() : DescriptionLaws("snap")
{
    protected override Regex AboutAField => Fault;

    protected override string[] BeyondASchema =>
    [
        "account.plus",
        ".strict.",
        "no-day",
        "no-such-day",
        "after-all-days",
    ];

    [GeneratedRegex("Invalid (Mandatory Field|Field Format) [a-z]")]
    private static partial Regex Fault { get; }
}
