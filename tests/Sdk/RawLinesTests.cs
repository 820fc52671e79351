using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Periksa.Dialects.Sento;
using Periksa.Inquiries;
using Periksa.Invoicing;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.Http;

namespace Periksa.Sdk.Tests;

/// <summary>The same through the server itself, line by line: no client library has a say in what goes out.</summary>
public class RawLinesTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("DoWithLogic", "paydia", "Content-Type, X-TIMESTAMP, private key beside token")]
    [InlineData("A proxy that doubles", "paydia", "Content-Type")]
    [InlineData("A proxy that doubles", "ifortepay", "Content-Type, ORIGIN, CHANNEL-ID")]
    [InlineData("Midtrans PHP", "ifortepay", "X-EXTERNAL-ID, CHANNEL-ID, body escapes")]
    public async Task Doubled_headers_are_taken_as_they_come(string sdk, string dialect, string counted)
    {
        var (wire, answerers) = (SnapWire.Of(dialect), new SnapAnswerers());
        await using var server = await Serve(
            services => SnapHost.Furnish(services, SnapHost.Caller(wire), answerers, SnapHost.Now),
            app => wire.Map(app));

        var reply = await Ask(server, Lines(SnapSdks.All[sdk].Inquiry(wire, SnapHost.Now)));

        Assert.StartsWith("HTTP/1.1 200 ", reply, StringComparison.Ordinal);
        Assert.Contains($"\"responseCode\":\"{wire.Ok}\"", reply, StringComparison.Ordinal);
        Assert.Equal(counted, string.Join(", ", answerers.Counted));
    }

    /// <summary>BRI's PHP SDK puts a slash between its address and a path that begins with one, and signs the path
    /// alone. A proxy that merges slashes mends it, and one that also takes the first part of the path off and says
    /// so has several of its prefixes served by one.</summary>
    /// <param name="prefix">Where the dialect is served.</param>
    /// <param name="arrives">In place of <c>/interbank/snap</c>, which is signed.</param>
    /// <param name="takenOff">By a proxy.</param>
    [Theory]
    [InlineData("/interbank/snap", "//interbank/snap", "", "404 Not Found")]
    [InlineData("/interbank/snap", "/interbank/snap", "", "200 OK")]
    [InlineData("/snap", "/snap", "/interbank", "200 OK")]
    [InlineData("/snap", "/snap", "", "401 Unauthorized")]
    public async Task A_doubled_slash_is_another_path(string prefix, string arrives, string takenOff, string status)
    {
        var wire = SnapWire.Of("snap 16") with
        {
            Question = """
                {"beneficiaryBankCode":"014","beneficiaryAccountNo":"0123456789",
                "additionalInfo":{"deviceId":"12345679237","channel":"API"}}
                """,
        };
        var sent = SnapSdks.All["BRI PHP"].Inquiry(wire.At("/interbank/snap", "v1.0"), SnapHost.Now);
        sent = sent with { Target = sent.Target.Replace("/interbank/snap", arrives, StringComparison.Ordinal) };
        await using var server = await Serve(
            services => SnapHost.Furnish(services, SnapHost.Caller(wire), new(), SnapHost.Now),
            app =>
            {
                app.UseProxies([IPNetwork.Parse("127.0.0.0/8")]);
                wire.At(prefix, "v1.0").Map(app);
            });

        var reply = await Ask(server, Lines(takenOff is ""
            ? sent
            : sent with { Headers = [.. sent.Headers, ("X-Forwarded-Prefix", takenOff)] }));

        Assert.StartsWith($"HTTP/1.1 {status}\r\n", reply, StringComparison.Ordinal);
    }

    /// <summary>It has announced more than it will ever send.</summary>
    [Fact]
    public async Task A_stranger_s_long_body_is_not_waited_for()
    {
        await using var server = await Serve(
            services => services
                .AddSingleton(TimeProvider.System)
                .AddSingleton<ICredentials>(new ScriptedCredentials())
                .AddSingleton<ILeniency, ScriptedLeniency>()
                .AddSingleton<IThrottle>(new ScriptedThrottle())
                .AddSingleton<IMissBudgets>(new ScriptedMissBudgets())
                .AddSingleton<IInvoices>(new ScriptedInvoices())
                .AddSingleton<IAccountInquiries>(new ScriptedAccountInquiries()),
            new SentoDialect().Map);

        var reply = await Ask(
            server,
            "POST /api/account-inquiry HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nx-username: nobody\r\n"
                + "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{\"bank_code\":\"008\"");

        Assert.Contains("\"code\":\"201\"", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("008", reply, StringComparison.Ordinal);
    }

    static string Lines(Sent sent)
    {
        var text = new StringBuilder($"POST {sent.Target} HTTP/1.1\r\nHost: localhost\r\n");
        foreach (var (name, value) in sent.Headers.Where(header => header.Name is not "Connection"))
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");

        var length = Encoding.UTF8.GetByteCount(sent.Body);
        return text.Append(CultureInfo.InvariantCulture, $"Connection: close\r\nContent-Length: {length}\r\n\r\n")
            .Append(sent.Body).ToString();
    }

    static async Task<string> Ask(WebApplication server, string lines)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(server.Urls.First()).Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(lines));

        // Not to the end: the server waits a while for what was announced before it closes.
        var reply = new StringBuilder();
        var buffer = new byte[4096];
        while (!reply.ToString().EndsWith('}')
            && await stream.ReadAsync(buffer).AsTask().WaitAsync(Patience) is var read and > 0)
        {
            reply.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return reply.ToString();
    }

    static async Task<WebApplication> Serve(Action<IServiceCollection> services, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        services(builder.Services);

        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }
}
