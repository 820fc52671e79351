namespace Periksa.Tests.Tidy;

/// <summary>The files that people wrote, from the solution's folder downwards.</summary>
static class Tree
{
    static readonly string[] Ignored = [".git", "artifacts", "bin", "obj", "TestResults", ".vs", ".idea", ".vscode"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Select(Relative).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> FilesEnding(params string[] endings) =>
        Files.Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)));

    public static string[] Lines(string file) => File.ReadAllLines(Absolute(file));

    public static string Absolute(string file) => Path.Combine(Root, file);

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Periksa.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No Periksa.slnx at or above {AppContext.BaseDirectory}.");
    }

    static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder).Concat(
        Directory.EnumerateDirectories(folder)
            .Where(inner => !Ignored.Contains(Path.GetFileName(inner)))
            .SelectMany(Walk));
}
