using System.Text.Json;
using System.Text.Json.Serialization;

namespace Periksa.Connectors.Snap;

/// <summary>A vendor's way of speaking SNAP, as data: what an operator then need not say.</summary>
/// <param name="Status">How far it is to be believed: <c>documented</c> is what the vendor publishes,
/// <c>unverified</c> what others say of it, or what is published in part only.</param>
/// <param name="Source">Where that is said.</param>
/// <param name="Options">Whatever is the same for all who ask this vendor.</param>
public sealed record SnapPreset(string Status, string Source, SnapRouteOptions Options)
{
    const string Documented = "documented";

    // A key that means nothing is a mistake in a preset.
    static readonly JsonSerializerOptions Strict = new()
    {
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    const string Ending = ".json";

    /// <summary>Their names in order, e.g. <c>ifortepay</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(SnapPreset).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(Ending, StringComparison.Ordinal))
            .Select(name => name[..^Ending.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>True if its provider publishes what it says; else somebody has to try it first.</summary>
    [JsonIgnore]
    public bool IsDocumented => Status is Documented;

    /// <summary>The preset of this name; <c>null</c> where there is none.</summary>
    public static SnapPreset? Find(string name)
    {
        if (!Names.Contains(name))
            return null;

        using var data = typeof(SnapPreset).Assembly.GetManifestResourceStream(name + Ending)!;
        return JsonSerializer.Deserialize<SnapPreset>(data, Strict)!;
    }
}
