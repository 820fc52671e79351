namespace Periksa.Tests.Tidy;

/// <summary>Reports the longest of everything, and fails only far beyond the house's own measure.</summary>
public class MeasureTests(ITestOutputHelper output)
{
    // The house's measure is about 35 lines a method, 150 a file, 110 columns a line.
    const int MethodLinesMaximum = 60;
    const int FileLinesMaximum = 250;
    const int ColumnsMaximum = 120;

    const int Reported = 10;

    static readonly Measured[] Files =
        [.. Tree.FilesEnding(".cs").Select(file => new Measured(Tree.Lines(file).Length, file))];

    [Fact]
    public void Keeps_methods_on_one_screen() =>
        Report("lines a method", MethodLinesMaximum, Tree.FilesEnding(".cs").SelectMany(Methods.In));

    [Fact]
    public void Keeps_files_short() =>
        Report("lines a file", FileLinesMaximum, Files);

    [Fact]
    public void Keeps_lines_narrow() =>
        Report("columns a line", ColumnsMaximum,
            from file in Tree.FilesEnding(".cs")
            from line in Tree.Lines(file).Index()
            select new Measured(line.Item.Length, $"{file}:{line.Index + 1}"));

    [Fact]
    public void Finds_the_methods_it_measures()
    {
        var found = Methods.In("tests/Tidy/Tree.cs").ToArray();

        Assert.Contains(found, method => method.What == "tests/Tidy/Tree.cs: static string FindRoot()");
        Assert.All(found, method => Assert.InRange(method.Size, 3, 15));
    }

    void Report(string unit, int maximum, IEnumerable<Measured> all)
    {
        var longest = all.OrderByDescending(one => one.Size).ToArray();

        foreach (var one in longest.Take(Reported))
            output.WriteLine($"{one.Size,5} {unit}: {one.What}");

        longest.Where(one => one.Size > maximum).Select(one => $"{one.Size} {unit}: {one.What}").MustBeNone();
    }
}
