using System.Reflection;
using System.Text.Json;

namespace Periksa.Wire.Snap.Tests;

/// <summary>One file of known answers; each test in it becomes a row of a theory.</summary>
sealed class VectorFile
{
    static readonly string Folder = typeof(VectorFile).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(one => one.Key is "Vectors")
        .Value!;

    readonly Dictionary<string, Vector> _vectors;

    public VectorFile(string name)
    {
        var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{name}.json"))).RootElement;
        _vectors = file.GetProperty("testGroups").EnumerateArray()
            .SelectMany(group => group.GetProperty("tests").EnumerateArray().Select(test => new Vector(group, test)))
            .ToDictionary(vector => vector.Name);

        Assert.Equal(file.GetProperty("numberOfTests").GetInt32(), _vectors.Count);
    }

    public Vector this[string name] => _vectors[name];

    public TheoryData<string> Names(Predicate<Vector> filter) =>
        [.. _vectors.Values.Where(one => filter(one)).Select(one => one.Name)];

    public TheoryData<string> Names() => Names(_ => true);

    public static string KeyFile(string name) => Path.Combine(Folder, "keys", name);
}
