using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Sends_traces_and_meters_where_it_is_told_to_without_personal_data()
    {
        var received = new ConcurrentDictionary<string, StringBuilder>();
        await using var collector = await Collect(received);
        var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.First()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        await Sento.Toko(host).Inquire();
        await Sento.Toko(host).Inquire("9900000001");   // the only kind that has to be asked outside
        await host.DisposeAsync();   // which sends what is still waiting

        var metrics = received["/v1/metrics"].ToString();
        Assert.Contains("periksa.inquiries", metrics);
        Assert.Contains("sento", metrics);
        Assert.Contains("found", metrics);
        Assert.Contains("periksa.journal.group.size", metrics);
        Assert.Contains("periksa.journal.wait", metrics);
        Assert.Contains("periksa.upstream.duration", metrics);

        var traces = received["/v1/traces"].ToString();
        Assert.Contains("inquiry", traces);
        Assert.Contains("look-up", traces);
        Assert.Contains("journal.group", traces);
        Assert.All([metrics, traces], sent =>
        {
            Assert.DoesNotContain("12341234", sent);
            Assert.DoesNotContain("John Doe", sent);
            Assert.DoesNotContain("Lambat", sent);
            Assert.DoesNotContain("sento-sandbox", sent);
        });
    }

    [Fact]
    public async Task Writes_logs_that_a_machine_can_read_and_that_mask_people()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()),
            ("Logging__LogLevel__Default", "Debug"),
            ("Logging__Console__FormatterName", "json"));

        await Sento.Toko(host).Inquire("200531000000017985", "002");
        await host.Stop();

        Assert.Contains("\"MaskedAccount\":\"**************7985\"", host.Output);
        Assert.Contains("B*** S******", host.Output);
        Assert.DoesNotContain("200531000000017985", host.Output);
        Assert.DoesNotContain("Budi Santoso", host.Output);
        Assert.DoesNotContain("sento-sandbox-tokomaju-7Qm2\"", host.Output);   // in the banner's curl it ends in '
    }

    static async Task<WebApplication> Collect(ConcurrentDictionary<string, StringBuilder> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        var app = builder.Build();
        app.MapPost("/{**path}", async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            received.GetOrAdd(http.Request.Path.Value!, _ => new()).Append(Encoding.Latin1.GetString(body.ToArray()));
        });

        await app.StartAsync();
        return app;
    }
}
