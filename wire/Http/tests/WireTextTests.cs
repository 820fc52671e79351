using System.Text;

namespace Periksa.Wire.Http.Tests;

public class WireTextTests
{
    [Theory]
    [InlineData("\"008\"", "008", false, true)]
    [InlineData("\"\"", "", false, false)]
    [InlineData("null", null, false, false)]
    [InlineData("8", null, true, false)]
    [InlineData("true", null, true, false)]
    [InlineData("""{"text":"x"}""", null, true, false)]
    [InlineData("""["x",["y"]]""", null, true, false)]
    public void Keeps_a_text_and_knows_what_was_none(string json, string? text, bool isMistyped, bool isPresent)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"title":{{json}},"text":"after"}""");

        Assert.True(StrictJson.TryParse(body, Shapes.Exact.Note, out var note));
        Assert.Equal(new WireText(text, isMistyped), note.Title);
        Assert.Equal(isPresent, note.Title.IsPresent);
        Assert.Equal("after", note.Text.Text);   // the reader went on at the right place
    }

    [Fact]
    public void Is_absent_when_nobody_sent_it()
    {
        Assert.True(StrictJson.TryParse("{}"u8, Shapes.Exact.Note, out var note));
        Assert.Equal(default, note.Title);
    }
}
