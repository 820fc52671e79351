using System.Text;
using System.Text.Json;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;

namespace Periksa.Dialects.SingaPay.Tests;

public class CanonicalJsonTests
{
    const int Trials = 3000;

    public static TheoryData<string> Names => Vector.Names;

    [Theory, MemberData(nameof(Names))]
    public void Is_what_another_program_makes_of(string name)
    {
        var vector = Vector.Of(name);

        Assert.Equal(vector.Canonical, Of(vector.Body));
        Assert.Equal(vector.Canonical, PlainCanonical.Of(vector.Body));
    }

    [Fact]
    public void Is_what_the_long_way_makes_of_any_text()
    {
        for (var seed = 0; seed < Trials; seed++)
        {
            var json = new RandomJson(seed).Next();

            Assert.True(StrictJson.IsWellFormed(Encoding.UTF8.GetBytes(json)), json);
            Assert.Equal(PlainCanonical.Of(json), Of(json));
        }
    }

    [Fact]
    public void Is_its_own_canonical_form_and_never_longer_than_what_was_sent()
    {
        for (var seed = 0; seed < Trials; seed++)
        {
            var json = new RandomJson(seed).Next();
            var canonical = Of(json);

            Assert.Equal(canonical, Of(canonical));
            Assert.InRange(Encoding.UTF8.GetByteCount(canonical), 1, Encoding.UTF8.GetByteCount(json));
        }
    }

    [Fact]
    public void Means_what_was_sent()
    {
        foreach (var vector in Vector.All)
        {
            using var sent = JsonDocument.Parse(vector.Body);
            using var canonical = JsonDocument.Parse(Of(vector.Body));
            Assert.True(JsonElement.DeepEquals(sent.RootElement, canonical.RootElement), vector.Name);
        }
    }

    [Theory]
    [InlineData("""{"a":50000}""", """{"a":50000.00}""")]
    [InlineData("""{"a":10000}""", """{"a":1e4}""")]
    [InlineData("""{"a":0}""", """{"a":-0}""")]
    [InlineData("""{"a":"1"}""", """{"a":1}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""")]
    [InlineData("""{"a":null}""", "{}")]
    [InlineData("""{"a":" "}""", """{"a":""}""")]
    [InlineData("""{"a":{"b":1},"c":2}""", """{"a":{"b":1,"c":2}}""")]
    public void Tells_apart(string one, string other) => Assert.NotEqual(Of(one), Of(other));

    [Fact]
    public void Has_at_most_64_KiB_and_takes_no_longer_than_a_walk()
    {
        var members = Enumerable.Range(0, 5000).Select(i => $"\"{i * 7919 % 5000:d5}\":0");
        var many = $"{{{string.Join(',', members)}}}";
        Assert.InRange(many.Length, 40_000, Body.LimitBytes);

        Assert.Equal(PlainCanonical.Of(many), Of(many));
        Assert.Equal("{}", Of("{}".PadRight(Body.LimitBytes)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of("{}".PadRight(Body.LimitBytes + 1)));
    }

    [Fact]
    public void Is_at_most_32_deep()
    {
        var deepest = Nested(StrictJson.DepthLimit);

        Assert.Equal(deepest, Of(deepest));
        Assert.ThrowsAny<JsonException>(() => Of(Nested(StrictJson.DepthLimit + 1)));
    }

    // The worst there is: every object around the innermost is out of order.
    [Fact]
    public void Sorts_what_is_large_at_every_depth()
    {
        var name = new string('n', 900);
        var deep = "0";
        for (var depth = 0; depth < StrictJson.DepthLimit; depth++)
            deep = $"{{\"{name}2\":{deep},\"{name}1\":1}}";

        Assert.InRange(deep.Length, 50_000, Body.LimitBytes);
        Assert.Equal(PlainCanonical.Of(deep), Of(deep));
    }

    static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);

    static string Of(string json) => Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(json)));
}
