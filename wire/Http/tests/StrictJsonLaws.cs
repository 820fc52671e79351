using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Periksa.Wire.Http.Tests;

/// <summary>Laws that hold for every text, not only for those somebody thought of.</summary>
public class StrictJsonLaws
{
    const int DepthMaximum = 6;

    static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);

    static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Half characters are no text, and U+0000 is what the reader must refuse.
    static readonly Gen<string> Texts = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text =>
        string.Concat(text.Get.EnumerateRunes().Where(rune => rune.Value is not (0 or 0xFFFD))));

    static readonly Gen<JsonNode?> Leaves = Gen.OneOf(
        Gen.Constant((JsonNode?)null),
        ArbMap.Default.GeneratorFor<bool>().Select(flag => (JsonNode?)flag),
        ArbMap.Default.GeneratorFor<long>().Select(number => (JsonNode?)number),
        ArbMap.Default.GeneratorFor<decimal>().Select(number => (JsonNode?)number),
        Texts.Select(text => (JsonNode?)text));

    [Fact]
    public void Whatever_the_serialiser_wrote_is_well_formed() => Prop.ForAll(
        Nodes(DepthMaximum).ToArbitrary(),
        node => StrictJson.IsWellFormed(Bytes(node, JsonSerializerOptions.Default))
            && StrictJson.IsWellFormed(Bytes(node, Relaxed)))
        .Check(Often);

    [Fact]
    public void Any_bytes_are_refused_or_read_by_everybody() => Prop.ForAll<byte[]>(IsRefusedOrJson).Check(Often);

    [Fact]
    public void Any_damaged_text_is_refused_or_read_by_everybody() => Prop.ForAll(
        Nodes(DepthMaximum).ToArbitrary(),
        ArbMap.Default.ArbFor<NonNegativeInt>(),
        ArbMap.Default.ArbFor<byte>(),
        (node, at, value) =>
        {
            var bytes = Bytes(node, Relaxed);
            bytes[at.Get % bytes.Length] = value;
            return IsRefusedOrJson(bytes);
        })
        .Check(Often);

    static Gen<JsonNode?> Nodes(int depth) => depth == 0
        ? Leaves
        : Gen.Frequency(
            (2, Leaves),
            (1, Nodes(depth - 1).ListOf(3).Select(items => (JsonNode?)new JsonArray([.. items.Select(Own)]))),
            (1, Named(depth).ListOf(3).Select(Object)));

    static Gen<KeyValuePair<string, JsonNode?>> Named(int depth) =>
        from name in Texts
        from value in Nodes(depth - 1)
        select KeyValuePair.Create(name, value);

    static JsonNode? Object(IEnumerable<KeyValuePair<string, JsonNode?>> fields) => new JsonObject(
        fields.DistinctBy(field => field.Key).Select(field => KeyValuePair.Create(field.Key, Own(field.Value))));

    // A node has one parent, and a generated value may be used again.
    static JsonNode? Own(JsonNode? node) => node?.DeepClone();

    static byte[] Bytes(JsonNode? node, JsonSerializerOptions options) =>
        JsonSerializer.SerializeToUtf8Bytes(node, options);

    static bool IsRefusedOrJson(byte[] bytes)
    {
        if (!StrictJson.IsWellFormed(bytes))
            return true;

        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.ValueKind is not JsonValueKind.Undefined;
    }
}
