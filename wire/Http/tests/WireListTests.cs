using System.Text;

namespace Periksa.Wire.Http.Tests;

public class WireListTests
{
    [Fact]
    public void Has_whatever_is_in_the_array()
    {
        var list = Read("""[{"title":"a","text":1},null,"b",[{"title":"c"}],[]]""");

        Assert.False(list.IsMistyped);
        Assert.Equal(["a", null, null, null, null], list.Items!.Select(item => item.Fields?.Title.Text));
        Assert.Equal([false, false, true, true, true], list.Items!.Select(item => item.IsMistyped));
        Assert.True(list.Items![0].Fields!.Text.IsMistyped);
        Assert.Empty(Read("[]").Items!);
    }

    [Theory]
    [InlineData("null", false)]
    [InlineData("{}", true)]
    [InlineData("\"[]\"", true)]
    [InlineData("{\"a\":[1,{}]}", true)]
    public void Has_nothing_in_it_where_there_is_no_array(string json, bool isMistyped)
    {
        var list = Read(json);

        Assert.Equal((null, isMistyped), (list.Items, list.IsMistyped));
    }

    static WireList<Note> Read(string json)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"notes":{{json}},"text":"after"}""");
        Assert.True(StrictJson.TryParse(body, Shapes.Exact.Pad, out var pad));
        Assert.Equal("after", pad.Text.Text);
        return pad.Notes;
    }
}
