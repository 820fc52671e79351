using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Periksa.Browser.Tests;

/// <summary>Whoever looks at a page can read it: by eye in both colours, by ear, on a desk and on a phone.</summary>
public sealed class AppearanceTests(ITestOutputHelper output)
{
    static readonly string[] Grave = ["serious", "critical"];

    [Theory]
    [InlineData("en.light", Visitor.Wide)]
    [InlineData("id.light", Visitor.Phone)]
    [InlineData("id.dark", Visitor.Wide)]
    [InlineData("en.dark", Visitor.Phone)]
    public async Task Every_page_is_without_a_serious_finding(string look, int width)
    {
        var host = await BusySandbox.Host();
        await using var visitor = await Visitor.Come(host.Address, look, width);
        var findings = new List<string>();
        foreach (var path in await BusySandbox.Pages())
        {
            var page = await visitor.Open(path);
            if (page.Status is not 200)
                findings.Add($"{path}: {page.Status}");

            findings.AddRange((await Look(visitor)).Select(finding => $"{path}: {finding}"));
            if (await visitor.IsTooWide())
                findings.Add($"{path}: has to be moved sideways");
        }

        output.WriteLine(string.Join('\n', await BusySandbox.Pages()));
        Assert.True(findings.Count == 0, string.Join('\n', findings));
        visitor.AssertNothingAmiss();
    }

    internal static async Task<IEnumerable<string>> Look(Visitor visitor)
    {
        var seen = await visitor.Page.RunAxe(new AxeRunOptions
        {
            ResultTypes = [ResultType.Violations],
        });
        return
            from rule in seen.Violations
            where Grave.Contains(rule.Impact)
            from node in rule.Nodes
            select $"{rule.Impact} {rule.Id}: {rule.Help}: {node.Html}";
    }
}
