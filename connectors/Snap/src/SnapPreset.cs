using System.Text.Json;
using System.Text.Json.Serialization;

namespace Periksa.Connectors.Snap;

/// <summary>A vendor's way of speaking SNAP, as data: what an operator then need not say.</summary>
/// <param name="Status">How far it is to be believed; <c>documented</c> is what the vendor publishes.</param>
/// <param name="Source">The page that says so.</param>
/// <param name="Options">Whatever is the same for all who ask this vendor.</param>
public sealed record SnapPreset(string Status, string Source, SnapRouteOptions Options)
{
    // A key that means nothing is a mistake in a preset.
    static readonly JsonSerializerOptions Strict = new()
    {
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Their names, e.g. <c>ifortepay</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["standard", "ifortepay", "paydia"];

    /// <summary>The preset of this name; <c>null</c> where there is none.</summary>
    public static SnapPreset? Find(string name)
    {
        if (!Names.Contains(name))
            return null;

        using var data = typeof(SnapPreset).Assembly.GetManifestResourceStream($"{name}.json")!;
        return JsonSerializer.Deserialize<SnapPreset>(data, Strict)!;
    }
}
