using System.Text.Json;
using System.Text.Json.Serialization;

namespace Periksa.Wire.Http.Tests;

/// <summary>A body of no vendor's.</summary>
sealed record Note(WireText Title, WireText Text);

/// <summary>A reply of no vendor's.</summary>
sealed record Receipt(string? HolderName, decimal? Amount, int Lines);

[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(Receipt))]
sealed partial class Shapes : JsonSerializerContext
{
    public static Shapes Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.SnakeCaseLower));
}
