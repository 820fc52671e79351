using System.Text.Json;
using System.Text.Json.Serialization;

namespace Periksa.Wire.Http.Tests;

/// <summary>A body of no vendor's.</summary>
sealed record Note(WireText Title, WireText Text);

/// <summary>Another, with a number in it.</summary>
sealed record Measure(WireNumber Size, WireText Text);

/// <summary>Another, with digits in it.</summary>
sealed record Tally(WireDigits Count, WireText Text);

/// <summary>Another, with some of the first in it.</summary>
sealed record Pad(
    [property: JsonConverter(typeof(WireListConverter<Note>))] WireList<Note> Notes, WireText Text);

/// <summary>A reply of no vendor's.</summary>
sealed record Receipt(string? HolderName, decimal? Amount, int Lines);

[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(Measure))]
[JsonSerializable(typeof(Tally))]
[JsonSerializable(typeof(Pad))]
[JsonSerializable(typeof(Receipt))]
sealed partial class Shapes : JsonSerializerContext
{
    public static Shapes Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.SnakeCaseLower));
}
