using System.Runtime.InteropServices;
using System.Text.Json;
using Periksa.Wire.Http;

namespace Periksa.Wire.SingaPay;

/// <summary>A body as a signature covers it: compact, the names of every object in the order of their UTF-8, and
/// everything else as it was written.</summary>
/// <remarks>
/// <para>Every number keeps the text it came with. Read as a double or a decimal, <c>50000.00</c> and <c>1e4</c>
/// would come out otherwise, and honest signatures would fail.</para>
/// <para>One walk writes the text; where an object ends, what was written of it is put in order. Nothing is ever
/// longer than it was received, so the length of the body bounds all memory; an object is moved at most once for
/// each that is around it, so the depth bounds the work.</para>
/// </remarks>
public sealed class CanonicalJson
{
    readonly byte[] _text;
    readonly byte[] _names;                                       // those of the objects around the reader, unescaped
    readonly List<Member> _members = [];                          // likewise, outermost first
    readonly int[] _firsts = new int[StrictJson.DepthLimit];      // where each of these objects' members begin

    int _length;
    int _namesLength;

    CanonicalJson(int lengthMaximum) => (_text, _names) = (new byte[lengthMaximum], new byte[lengthMaximum]);

    /// <param name="json">A well-formed text, as <see cref="StrictJson"/> says it is.</param>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(json.Length, Body.LimitBytes, nameof(json));

        var canonical = new CanonicalJson(json.Length);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = StrictJson.DepthLimit });
        while (reader.Read())
            canonical.Take(ref reader);

        return canonical._text.AsSpan(0, canonical._length);
    }

    void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                _firsts[reader.CurrentDepth] = _members.Count;
                AddValue("{"u8);
                break;
            case JsonTokenType.PropertyName:
                AddName(ref reader);
                break;
            case JsonTokenType.String:
                Separate();
                AddText(ref reader);
                break;
            case JsonTokenType.EndArray:
                Add("]"u8);
                break;
            case JsonTokenType.EndObject:
                Arrange(_firsts[reader.CurrentDepth]);
                Add("}"u8);
                break;
            default:
                AddValue(reader.ValueSpan);   // an opening bracket, a number, true, false or null
                break;
        }
    }

    void AddName(ref Utf8JsonReader reader)
    {
        Separate();
        var nameLength = reader.CopyString(_names.AsSpan(_namesLength));
        _members.Add(new(_namesLength, nameLength, _length));
        _namesLength += nameLength;

        AddText(ref reader);
        Add(":"u8);
    }

    void AddValue(ReadOnlySpan<byte> value)
    {
        Separate();
        Add(value);
    }

    void AddText(ref Utf8JsonReader reader)
    {
        Add("\""u8);

        if (reader.ValueIsEscaped)
            _length += CanonicalText.Write(reader.ValueSpan, _text.AsSpan(_length));
        else
            Add(reader.ValueSpan);

        Add("\""u8);
    }

    // What was written last says whether something stands before: no text ends so, since it ends with its quote.
    void Separate()
    {
        if (_length > 0 && _text[_length - 1] is not ((byte)'{' or (byte)'[' or (byte)':'))
            Add(","u8);
    }

    void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_text.AsSpan(_length));
        _length += bytes.Length;
    }

    // Puts the object's members in order, and forgets them.
    void Arrange(int first)
    {
        var members = CollectionsMarshal.AsSpan(_members)[first..];
        if (members.IsEmpty)
            return;

        var (start, namesStart) = (members[0].Start, members[0].NameStart);
        if (!AreInOrder(members))
        {
            for (var i = 0; i < members.Length; i++)
                members[i].End = i + 1 < members.Length ? members[i + 1].Start - 1 : _length;   // less the comma

            members.Sort(Compare);
            Rewrite(members, start);
        }

        _members.RemoveRange(first, members.Length);
        _namesLength = namesStart;
    }

    void Rewrite(ReadOnlySpan<Member> members, int start)
    {
        var before = _text.AsSpan(start, _length - start).ToArray();
        _length = start;

        foreach (var member in members)
        {
            Separate();
            Add(before.AsSpan(member.Start - start, member.End - member.Start));
        }
    }

    bool AreInOrder(ReadOnlySpan<Member> members)
    {
        for (var i = 1; i < members.Length; i++)
        {
            if (Compare(members[i - 1], members[i]) > 0)
                return false;
        }

        return true;
    }

    int Compare(Member a, Member b) => NameOf(a).SequenceCompareTo(NameOf(b));

    ReadOnlySpan<byte> NameOf(Member member) => _names.AsSpan(member.NameStart, member.NameLength);

    /// <summary>A name and its value: where the bare name stands among the names, and both in the text.</summary>
    record struct Member(int NameStart, int NameLength, int Start, int End = 0);
}
