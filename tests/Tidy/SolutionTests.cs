using System.Xml.Linq;

namespace Periksa.Tests.Tidy;

public class SolutionTests
{
    static readonly string[] Listed =
    [
        .. XDocument.Load(Tree.Absolute("Periksa.slnx")).Descendants("Project")
            .Select(project => project.Attribute("Path")!.Value),
    ];

    [Fact]
    public void Lists_every_project_in_the_tree() =>
        Project.All.Select(project => project.File).Except(Listed).MustBeNone();

    [Fact]
    public void Lists_no_project_that_is_not_there_and_none_twice()
    {
        Listed.Except(Project.All.Select(project => project.File)).MustBeNone();
        Assert.Distinct(Listed);
    }
}
