using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Periksa.Wire.Snap.Finder;

/// <summary>Writes parsed JSON as another writer would, and says what that changed.</summary>
sealed class JsonRewriter(JsonStyle style, ArrayBufferWriter<byte> output)
{
    /// <summary>The changes in the output from the text that was received.</summary>
    public HashSet<SignatureMistake> Changes { get; } = [];

    public void Write(JsonElement element, int depth = 0)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, depth);
                break;
            case JsonValueKind.Array:
                WriteArray(element, depth);
                break;
            case JsonValueKind.String:
                WriteString(JsonMarshal.GetRawUtf8Value(element)[1..^1]);
                break;
            case JsonValueKind.Number:
                WriteNumber(JsonMarshal.GetRawUtf8Value(element));
                break;
            case JsonValueKind.Undefined or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                output.Write(JsonMarshal.GetRawUtf8Value(element));
                break;
        }
    }

    void WriteObject(JsonElement element, int depth)
    {
        JsonProperty[] members = [.. element.EnumerateObject()];
        if (style.IsSorted)
        {
            string[] names = [.. members.Select(member =>
                JsonStrings.Decode(JsonMarshal.GetRawUtf8PropertyName(member)))];
            var sorted = members.Zip(names).OrderBy(pair => pair.Second, StringComparer.Ordinal).ToArray();
            if (!sorted.Select(pair => pair.Second).SequenceEqual(names))
                Changes.Add(SignatureMistake.BodyKeysSorted);

            members = [.. sorted.Select(pair => pair.First)];
        }

        output.Write("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            Begin(i, depth + 1);
            WriteString(JsonMarshal.GetRawUtf8PropertyName(members[i]));
            output.Write(style.Layout is JsonLayout.Compact ? ":"u8 : ": "u8);
            Write(members[i].Value, depth + 1);
        }

        End(members.Length, depth);
        output.Write("}"u8);
    }

    void WriteArray(JsonElement element, int depth)
    {
        output.Write("["u8);
        var count = 0;
        foreach (var item in element.EnumerateArray())
        {
            Begin(count++, depth + 1);
            Write(item, depth + 1);
        }

        End(count, depth);
        output.Write("]"u8);
    }

    void Begin(int index, int depth)
    {
        if (index > 0)
            output.Write(style.Layout is JsonLayout.Spaced ? ", "u8 : ","u8);

        NewLine(depth);
    }

    // An empty object stays on its line.
    void End(int count, int depth)
    {
        if (count > 0)
            NewLine(depth);
    }

    void NewLine(int depth)
    {
        var indent = style.Layout switch
        {
            JsonLayout.Compact or JsonLayout.Spaced => null,
            JsonLayout.TwoSpaces => "  ",
            JsonLayout.FourSpaces => "    ",
            JsonLayout.Tabs => "\t",
        };
        if (indent is null)
            return;

        output.Write("\n"u8);
        for (var i = 0; i < depth; i++)
            output.Write(Text.Utf8(indent));
    }

    void WriteString(ReadOnlySpan<byte> raw)
    {
        output.Write("\""u8);
        JsonStrings.Write(raw, style.Escapes, output, Changes);
        output.Write("\""u8);
    }

    void WriteNumber(ReadOnlySpan<byte> raw)
    {
        var written = JsonNumber.Write(raw, style.Numbers);
        if (!raw.SequenceEqual(written))
            Changes.Add(SignatureMistake.BodyNumbersRewritten);

        output.Write(written);
    }
}
