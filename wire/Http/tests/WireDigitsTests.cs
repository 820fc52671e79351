using System.Text;

namespace Periksa.Wire.Http.Tests;

public class WireDigitsTests
{
    [Theory]
    [InlineData("\"0012\"", "0012", false)]
    [InlineData("\"\"", "", false)]
    [InlineData("12345678901234567890", "12345678901234567890", true)]
    [InlineData("1.50e3", "1.50e3", true)]
    public void Keep_the_text_of_a_string_or_a_number(string json, string text, bool isNumber)
    {
        var digits = Read(json);

        Assert.Equal(new WireDigits(text, isNumber, IsMistyped: false), digits);
        Assert.Equal(new WireText(text, IsMistyped: false), digits.AsText(mayBeNumber: true));
        Assert.Equal(new WireText(isNumber ? null : text, isNumber), digits.AsText(mayBeNumber: false));
    }

    [Theory]
    [InlineData("null", false)]
    [InlineData("true", true)]
    [InlineData("[1]", true)]
    [InlineData("{\"a\":[1,{}]}", true)]
    public void Have_no_text_where_there_is_neither(string json, bool isMistyped) =>
        Assert.Equal(new WireDigits(null, IsNumber: false, isMistyped), Read(json));

    static WireDigits Read(string json)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"count":{{json}},"text":"after"}""");
        Assert.True(StrictJson.TryParse(body, Shapes.Exact.Tally, out var tally));
        Assert.Equal("after", tally.Text.Text);
        return tally.Count;
    }
}
