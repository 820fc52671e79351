using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Periksa.Host.Verbs;

/// <summary>Prints JSON and a line break.</summary>
static class JsonOutput
{
    public static void Write(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new() { Indented = true }))
            write(json);

        output.Write("\n"u8);
    }

    public static void Write<T>(T value, JsonTypeInfo<T> type)
    {
        using var output = Console.OpenStandardOutput();
        JsonSerializer.Serialize(output, value, type);
        output.Write("\n"u8);
    }
}
