using System.Reflection;

namespace Periksa.Connectors.Snap.Tests;

/// <summary>What the presets promise, a file each. <c>ACCEPT=1</c> rewrites them; the diff is then reviewed like
/// code.</summary>
static class Goldens
{
    // The tests' project file records it.
    static string Folder { get; } = Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(one => one.Key == nameof(Goldens)).Value!;

    public static IEnumerable<string> Files => Directory.GetFiles(Folder).Select(file => Path.GetFileName(file));

    public static void Check(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        if (Environment.GetEnvironmentVariable("ACCEPT") == "1")
            File.WriteAllText(path, text);
        else
            Assert.Equal(File.ReadAllText(path), text);
    }
}
