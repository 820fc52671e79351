using Microsoft.AspNetCore.Http;

namespace Periksa.Wire.Http.Tests;

public class OnlyHeaderTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("toko", "toko")]
    [InlineData("toko,warung", "toko,warung")]   // one value that has a comma in it
    [InlineData(" toko ", " toko ")]
    [InlineData(null, "")]
    [InlineData(null, "toko", "toko")]
    [InlineData(null, "toko", "warung")]
    [InlineData(null, "toko", "")]
    [InlineData(null, "", "")]
    public void Has_one_value_or_none(string? value, params string[] sent)
    {
        var http = new DefaultHttpContext();
        if (sent.Length > 0)
            http.Request.Headers["x-username"] = sent;

        Assert.Equal(value, OnlyHeader.Value(http.Request, "X-Username"));
    }
}
