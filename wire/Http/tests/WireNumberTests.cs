using System.Text;

namespace Periksa.Wire.Http.Tests;

public class WireNumberTests
{
    [Theory]
    [InlineData("10000.01", "10000.01", false)]
    [InlineData("10000.00", "10000.00", false)]
    [InlineData("1e400", "1e400", false)]
    [InlineData("-0", "-0", false)]
    [InlineData("null", null, false)]
    [InlineData("\"10000\"", null, true)]
    [InlineData("true", null, true)]
    [InlineData("""{"text":1}""", null, true)]
    [InlineData("""[1,[2]]""", null, true)]
    public void Keeps_a_number_as_it_was_written_and_knows_what_was_none(string json, string? text, bool isMistyped)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"size":{{json}},"text":"after"}""");

        Assert.True(StrictJson.TryParse(body, Shapes.Exact.Measure, out var measure));
        Assert.Equal(new WireNumber(text, isMistyped), measure.Size);
        Assert.Equal("after", measure.Text.Text);   // the reader went on at the right place
    }

    [Fact]
    public void Is_absent_when_nobody_sent_it()
    {
        Assert.True(StrictJson.TryParse("{}"u8, Shapes.Exact.Measure, out var measure));
        Assert.Equal(default, measure.Size);
    }
}
