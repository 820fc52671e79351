using System.Xml.Linq;

namespace Periksa.Tests.Tidy;

/// <summary>A project file as far as these tests read it: what it references,
/// by itself and by the props above it.</summary>
/// <param name="Folder">Relative to the root, e.g. <c>dialects/Sento/src</c>.</param>
sealed record Project(string File, string Folder)
{
    public static IReadOnlyList<Project> All { get; } =
        [.. Tree.FilesEnding(".csproj").Select(file => new Project(file, FolderOf(file)))];

    /// <summary>The folders of the projects it references.</summary>
    public IEnumerable<string> References =>
        from item in Items("ProjectReference")
        from pattern in item.Include.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        from file in Expand(Path.GetFullPath(Path.Combine(Tree.Root, item.Folder, pattern)))
        select FolderOf(Tree.Relative(file));

    /// <summary>The packages and frameworks it needs beyond the SDK's own.</summary>
    public IEnumerable<string> Needs =>
        Items("PackageReference").Concat(Items("FrameworkReference")).Select(item => item.Include);

    bool IsTests => Path.GetFileNameWithoutExtension(File).EndsWith(".Tests", StringComparison.Ordinal);

    IEnumerable<(string Include, string Folder)> Items(string kind) =>
        from source in Tree.FilesEnding("Directory.Build.props", "Directory.Build.targets").Where(IsAbove).Append(File)
        from item in XDocument.Load(Tree.Absolute(source)).Descendants(kind)
        where item.AncestorsAndSelf().All(Applies)
        select Located(item.Attribute("Include")!.Value, source);

    bool IsAbove(string props) =>
        FolderOf(props) is "" || $"{Folder}/".StartsWith($"{FolderOf(props)}/", StringComparison.Ordinal);

    bool Applies(XElement element) => element.Attribute("Condition")?.Value switch
    {
        null => true,
        "$(IsTests)" => IsTests,
        "!$(IsTests)" => !IsTests,
        var other => throw new NotSupportedException($"{File}: these tests cannot tell when {other}."),
    };

    // In a props file a bare relative path starts from the project that imports it.
    (string Include, string Folder) Located(string include, string source)
    {
        const string here = "$(MSBuildThisFileDirectory)";
        return include.StartsWith(here, StringComparison.Ordinal)
            ? (include[here.Length..], FolderOf(source))
            : (include, Folder);
    }

    static IEnumerable<string> Expand(string pattern)
    {
        IEnumerable<string> paths = [Path.GetPathRoot(pattern)!];
        foreach (var segment in pattern.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            paths = segment.Contains('*')
                ? paths.Where(Directory.Exists).SelectMany(path => Directory.EnumerateFileSystemEntries(path, segment))
                : paths.Select(path => Path.Combine(path, segment));
        }

        return paths.Where(System.IO.File.Exists);
    }

    static string FolderOf(string file) => Path.GetDirectoryName(file)!.Replace('\\', '/');
}
