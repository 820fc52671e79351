namespace Periksa.Tests.Tidy;

/// <summary>What is wrong in the tree, one line each.</summary>
static class Findings
{
    /// <summary>Shows all of them: an assertion on a collection would show five.</summary>
    public static void MustBeNone(this IEnumerable<string> findings)
    {
        var lines = string.Join('\n', findings);
        if (lines is not "")
            Assert.Fail(lines);
    }
}
