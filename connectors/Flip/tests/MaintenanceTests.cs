using System.Diagnostics;
using System.Reflection;
using Periksa.Tests.Support;

namespace Periksa.Connectors.Flip.Tests;

/// <summary>What Flip says of its maintenance: believed where it is clear, and in no other case.</summary>
public class MaintenanceTests
{
    static readonly string Goldens = typeof(MaintenanceTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(one => one.Key == "Goldens").Value!;

    [Fact]
    public async Task Is_asked_for_as_the_vendor_s_page_says()
    {
        await using var provider = await ScriptedProvider.Open();
        provider.Says(200, """{"maintenance":true}""");
        using var route = Route(provider.Url);

        Assert.True(await route.IsUnderMaintenance(CancellationToken.None));

        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(Goldens, "maintenance.http")), Assert.Single(provider.Asked));
    }

    [Theory]
    [InlineData(200, """{"maintenance":true}""", true)]
    [InlineData(200, """{"maintenance":false}""", false)]
    [InlineData(200, """{ "maintenance": true, "until": "2026-12-01" }""", true)]
    [InlineData(200, """{"maintenance":"true"}""", null)]
    [InlineData(200, """{"maintenance":1}""", null)]
    [InlineData(200, """{"maintenance":null}""", null)]
    [InlineData(200, """{"Maintenance":{}}""", null)]
    [InlineData(200, "{}", null)]
    [InlineData(200, "[]", null)]
    [InlineData(200, "true", null)]
    [InlineData(200, "", null)]
    [InlineData(200, "<h1>Down for maintenance</h1>", null)]
    [InlineData(200, """{"maintenance":true}{"maintenance":false}""", null)]
    [InlineData(302, """{"maintenance":true}""", null)]
    [InlineData(401, """{"maintenance":true}""", null)]
    [InlineData(503, """{"maintenance":true}""", null)]
    public async Task Is_believed_where_it_is_clear(int status, string body, bool? said)
    {
        await using var provider = await ScriptedProvider.Open();
        provider.Says(status, body);
        using var route = Route(provider.Url);

        Assert.Equal(said, await route.IsUnderMaintenance(CancellationToken.None));
    }

    [Fact]
    public async Task Is_not_known_where_too_much_is_said_or_the_connection_breaks_or_nobody_is_there()
    {
        var provider = await ScriptedProvider.Open();
        using var route = Route(provider.Url);
        provider.Says(200, $$"""{"maintenance":true,"why":"{{new string('x', 70_000)}}"}""");
        Assert.Null(await route.IsUnderMaintenance(CancellationToken.None));

        provider.Answer = Misbehaviour.Break("""{"maintenance":true}""");
        Assert.Null(await route.IsUnderMaintenance(CancellationToken.None));

        await provider.DisposeAsync();
        Assert.Null(await route.IsUnderMaintenance(CancellationToken.None));
    }

    [Fact]
    public async Task Is_not_waited_for_when_the_time_is_up()
    {
        await using var provider = await ScriptedProvider.Open();
        provider.Answer = Misbehaviour.Hang;
        using var route = Route(provider.Url);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var began = Stopwatch.GetTimestamp();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => route.IsUnderMaintenance(patience.Token));
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Is_not_asked_for_where_no_address_is_given()
    {
        await using var play = await Play.Begin();

        Assert.False(play.Route.TellsMaintenance);
        Assert.Null(await play.Route.IsUnderMaintenance(CancellationToken.None));
        Assert.Empty(play.Provider.Asked);
    }

    static FlipRoute Route(Uri at) => new(Play.Options(new(at, "/api/v2")) with
    {
        MaintenanceUrl = new(at, "/api/v2/general/maintenance"),
    });
}
