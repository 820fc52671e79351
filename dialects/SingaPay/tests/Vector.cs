using System.Text.Json;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>A body, its canonical form and the signature of a transfer with it, as <c>vectors.py</c> made
/// them.</summary>
sealed record Vector(string Name, string Body, string Canonical, string Signature)
{
    static readonly Dictionary<string, Vector> Vectors = Read();

    public static TheoryData<string> Names => [.. Vectors.Keys];

    public static IEnumerable<Vector> All => Vectors.Values;

    public static Vector Of(string name) => Vectors[name];

    static Dictionary<string, Vector> Read()
    {
        using var file = typeof(Vector).Assembly.GetManifestResourceStream("vectors.json")!;
        return JsonSerializer.Deserialize<Vector[]>(file, JsonSerializerOptions.Web)!.ToDictionary(one => one.Name);
    }
}
