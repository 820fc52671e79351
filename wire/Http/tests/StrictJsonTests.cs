using System.Text;

namespace Periksa.Wire.Http.Tests;

public class StrictJsonTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-1.50e+400")]
    [InlineData("123456789012345678901234567890")]   // beyond any number type, yet a number
    [InlineData("\"\"")]
    [InlineData(" \t\r\n{ \"a\" : 1 }\n")]
    [InlineData("""{"a":{"a":{"a":1}}}""")]   // one name in three objects
    [InlineData("""[{"a":1},{"a":2}]""")]
    [InlineData("""{"a":1,"A":2}""")]
    [InlineData("""{"":1}""")]
    [InlineData("""{"é":1,"e\u0301":2}""")]   // they look alike, but they are two names
    [InlineData("""["\ud83d\ude00","\uD83D\uDE00","😀","\u0001","\u2028","\\u0000","\/"]""")]
    [InlineData("\"\u007f\uffff\ufeff\"")]   // odd characters, and a byte-order mark inside a text
    public void Accepts(string json) => Assert.True(IsWellFormed(json));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("[1")]
    [InlineData("[1}")]
    [InlineData("nul")]
    [InlineData("Null")]
    [InlineData("{} {}")]
    [InlineData("{}x")]
    [InlineData("{},")]
    [InlineData("""{"a":1,}""")]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("""{"a":1 "b":2}""")]
    [InlineData("""{"a"}""")]
    [InlineData("{1:2}")]
    [InlineData("{a:1}")]
    [InlineData("{'a':1}")]
    [InlineData("// comment\n{}")]
    [InlineData("{} // comment")]
    [InlineData("{/* comment */}")]
    [InlineData("[01]")]
    [InlineData("[+1]")]
    [InlineData("[1.]")]
    [InlineData("[.1]")]
    [InlineData("[0x1]")]
    [InlineData("[NaN]")]
    [InlineData("[Infinity]")]
    [InlineData("\"a\nb\"")]
    [InlineData("\"a\tb\"")]
    [InlineData("\"a\0b\"")]
    [InlineData("{}\0")]
    [InlineData("""["\x41"]""")]
    [InlineData("""["\u12"]""")]
    [InlineData("\ufeff{}")]
    [InlineData("\u00a0{}")]   // JSON knows four kinds of white space
    public void Refuses(string json) => Assert.False(IsWellFormed(json));

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"b":2,"a":1}""")]
    [InlineData("""{"a":1,"b":{"a":1},"a":2}""")]
    [InlineData("""[[{"b":[{"c":1,"c":2}]}]]""")]
    [InlineData("""{"":1,"":2}""")]
    [InlineData("""{"bank":1,"b\u0061nk":2}""")]
    [InlineData("""{"\u00e9":1,"é":2}""")]
    [InlineData("""{"\/":1,"/":2}""")]
    [InlineData("""{"😀":1,"\ud83d\uDE00":2}""")]
    public void Refuses_a_name_twice_in_one_object(string json) => Assert.False(IsWellFormed(json));

    [Theory]
    [InlineData("""["\ud83d"]""")]
    [InlineData("""["\ude00"]""")]
    [InlineData("""["\ude00\ud83d"]""")]
    [InlineData("""["\ud83d\ud83d\ude00"]""")]
    [InlineData("""["\ud83dx"]""")]
    [InlineData("""{"\ud83d":1}""")]
    [InlineData("""["\u0000"]""")]
    [InlineData("""["a\u0000b"]""")]
    [InlineData("""{"\u0000":1}""")]
    [InlineData("""{"a":{"b":["\\\u0000"]}}""")]
    public void Refuses_half_a_character_and_a_null_character(string json) => Assert.False(IsWellFormed(json));

    [Theory]
    [InlineData(new byte[] { 0x22, 0x80, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xE9, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xC0, 0xAF, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xED, 0xA0, 0xBD, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xF4, 0x90, 0x80, 0x80, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xF0, 0x9F, 0x98 })]
    [InlineData(new byte[] { 0x7B, 0x00, 0x7D, 0x00 })]   // UTF-16
    public void Refuses_what_is_no_UTF8(byte[] json) => Assert.False(StrictJson.IsWellFormed(json));

    [Theory]
    [InlineData("[", "1", "]")]
    [InlineData("""{"a":""", "1", "}")]
    [InlineData("[", "", "]")]
    public void Takes_32_levels_and_no_more(string open, string inside, string close)
    {
        Assert.True(IsWellFormed(Nested(StrictJson.DepthLimit)));
        Assert.False(IsWellFormed(Nested(StrictJson.DepthLimit + 1)));
        Assert.False(IsWellFormed(Nested(10_000)));

        string Nested(int levels) => Repeated(open, levels) + inside + Repeated(close, levels);

        static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
    }

    [Theory]
    [InlineData("""{"title":"T","text":"x"}""", "T", "x")]
    [InlineData("""{"text":"x","title":"T"}""", "T", "x")]
    [InlineData("""{"title":"T","unknown":{"title":"U"}}""", "T", null)]
    [InlineData("""{"title":null,"text":1}""", null, null)]
    [InlineData("""{"Title":"T","text":["x"]}""", null, null)]
    [InlineData("""{"$id":"1","$type":"x","$ref":"1"}""", null, null)]
    [InlineData("{}", null, null)]
    public void Reads(string json, string? title, string? text)
    {
        Assert.True(StrictJson.TryParse(Encoding.UTF8.GetBytes(json), Shapes.Exact.Note, out var note));
        Assert.Equal((title, text), (note.Title.Text, note.Text.Text));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("\"title\"")]
    [InlineData("1")]
    [InlineData("")]
    [InlineData("""{"title":"T","title":"U"}""")]
    [InlineData("""{"unknown":1,"unknown":1}""")]
    public void Reads_nothing_from(string json) =>
        Assert.False(StrictJson.TryParse(Encoding.UTF8.GetBytes(json), Shapes.Exact.Note, out _));

    static bool IsWellFormed(string json) => StrictJson.IsWellFormed(Encoding.UTF8.GetBytes(json));
}
