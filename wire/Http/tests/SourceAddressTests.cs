using System.Net;
using Microsoft.AspNetCore.Http;

namespace Periksa.Wire.Http.Tests;

public class SourceAddressTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    public void Is_the_connections(string address, string expected)
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

        Assert.Equal(IPAddress.Parse(expected), SourceAddress.Of(http));
    }

    [Fact]
    public void Is_nothing_where_there_is_no_network() => Assert.Null(SourceAddress.Of(new DefaultHttpContext()));
}
