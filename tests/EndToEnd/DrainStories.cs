using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A host that is told to stop is left out by its balancer before it does.</summary>
public sealed class DrainStories
{
    [Fact]
    public async Task Serves_on_while_it_says_that_it_is_not_ready_and_leaves_nobody_without_an_answer()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), ("Periksa__DrainSeconds", "4"));
        var toko = Sento.Toko(host);
        Assert.Equal("000", (await toko.Inquire()).Code);

        var stopping = host.Stop();
        await Eventually.Is(async () =>
            (await host.Client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable);

        // A balancer that looks every half second has seen it; what comes all the same is served.
        for (var asked = 0; asked < 10; asked++)
        {
            Assert.Equal("000", (await toko.Inquire()).Code);
            await Task.Delay(100);
        }

        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/live")).StatusCode);
        var reply = await host.Client.GetAsync("/health");
        Assert.Contains("told to stop", await reply.Content.ReadAsStringAsync());
        Assert.True(reply.Headers.ConnectionClose);
        Assert.False(stopping.IsCompleted);

        // The bank takes its time over this one: it begins in the drain and ends after it.
        var slow = Task.Run(() => toko.Inquire("9900000001"));
        await stopping;
        Assert.NotEmpty((await slow).Code);
        Assert.Equal(0, host.ExitCode);
        Assert.Contains("This host was told to stop: for 4 s it is not ready", host.Output);
    }

    [Fact]
    public async Task Stops_at_once_unless_it_is_told_otherwise()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        await host.Stop();

        Assert.DoesNotContain("was told to stop", host.Output);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("3601")]
    [InlineData("soon")]
    public async Task A_time_that_is_none_is_refused(string seconds)
    {
        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), ("Periksa__DrainSeconds", seconds));

        Assert.Equal(1, code);
        Assert.Contains("Periksa__DrainSeconds takes 0 to 3600", said);
    }
}
