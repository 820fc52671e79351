using System.Net;

namespace Periksa.Callbacks.Tests;

/// <summary>Outside the sandbox.</summary>
public sealed class AddressTests(PostOffice office) : IClassFixture<PostOffice>
{
    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://LOCALHOST.:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://0x7f.1:{0}/")]
    [InlineData("http://0177.0.0.1:{0}/")]
    [InlineData("http://127.1:{0}/")]
    [InlineData("http://0:{0}/")]
    [InlineData("http://[::1]:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://[::ffff:7f00:1]:{0}/")]
    [InlineData("http://[64:ff9b::7f00:1]:{0}/")]
    [InlineData("http://１２７.0.0.1:{0}/")]
    [InlineData("https://127.0.0.1:{0}/")]
    public async Task Refuses_this_machine_however_it_is_spelled(string url)
    {
        await using var receiver = await Receiver.Open();
        var attempt = await TryOnce(string.Format(null, url, receiver.Port), new());

        Assert.Empty(receiver.Received);
        Assert.Null(attempt.Status);
        Assert.Contains(attempt.Error, new[] { "the address is not public", "the name has no address" });
    }

    [Theory]
    [InlineData("http://user@127.0.0.1:{0}/")]
    [InlineData("http://user:password@127.0.0.1:{0}/")]
    [InlineData("ftp://127.0.0.1:{0}/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//127.0.0.1:{0}/")]
    [InlineData("127.0.0.1:{0}")]
    [InlineData("sandbox:/inbox/toko")]
    [InlineData("")]
    public async Task Refuses_a_URL_that_is_not_the_web_s(string url)
    {
        await using var receiver = await Receiver.Open();
        var options = new CourierOptions { Permitted = [IPNetwork.Parse("127.0.0.0/8")] };
        var attempt = await TryOnce(string.Format(null, url, receiver.Port), options);

        Assert.Empty(receiver.Received);
        Assert.Equal("the URL is none that can be posted to", attempt.Error);
    }

    [Fact]
    public async Task Takes_a_network_that_is_permitted_by_name()
    {
        await using var receiver = await Receiver.Open();
        var options = new CourierOptions { Permitted = [IPNetwork.Parse("127.0.0.0/8")] };
        var attempt = await TryOnce($"http://localhost:{receiver.Port}/", options);

        Assert.Equal(200, attempt.Status);
        Assert.Single(receiver.Received);
    }

    async Task<Attempt> TryOnce(string url, CourierOptions options)
    {
        // As it may stand in a database that was made before the constraint.
        await office.Execute("alter table callback_endpoints drop constraint if exists url_can_be_posted_to");
        await office.Register(new(PostOffice.Toko), url);
        var courier = await office.Start(options);
        var id = await office.Write();
        office.Bell.Ring();
        var attempt = (await office.Attempted(id, 1)).Attempts[0];
        await office.Stop(courier);
        return attempt;
    }
}
