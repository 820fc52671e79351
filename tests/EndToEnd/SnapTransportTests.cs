using System.Net;
using System.Text;

namespace Periksa.EndToEnd.Tests;

/// <summary>What is no request of a dialect's is refused in the dialect's shape, by the real server.</summary>
public sealed class SnapTransportTests(SandboxTests.Sandbox sandbox) : IClassFixture<SandboxTests.Sandbox>
{
    public static TheoryData<string, string> Doors { get; } = new()
    {
        { SnapDialect.Paydia.TokenPath, "73" },
        { SnapDialect.Paydia.InquiryPath, "42" },
        { SnapDialect.IFortepay.TokenPath, "73" },
        { SnapDialect.IFortepay.InquiryPath, "16" },
    };

    [Theory, MemberData(nameof(Doors))]
    public async Task Other_methods_are_told_which_one_is_taken(string path, string service)
    {
        foreach (var method in new[] { "GET", "PUT", "DELETE", "PATCH", "OPTIONS" })
        {
            using var reply = await sandbox.Host.Client.SendAsync(new(new(method), path));

            Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
            Assert.Equal("POST", Assert.Single(reply.Content.Headers.Allow));
            Assert.Equal(
                Shape($"405{service}00", "Requested Function Is Not Supported"),
                await reply.Content.ReadAsStringAsync());
        }

        using var head = await sandbox.Host.Client.SendAsync(new(HttpMethod.Head, path));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, ""), (head.StatusCode, await head.Content.ReadAsStringAsync()));
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task Other_media_types_are_refused(string path, string service)
    {
        foreach (var type in new[] { "text/plain", "application/xml", "application/x-www-form-urlencoded", "json" })
        {
            var reply = await Send(await Good(path), request => request.With("Content-Type", type));

            Assert.Equal(415, reply.Status);
            Assert.Equal(Shape($"415{service}00", "Unsupported Media Type"), reply.Body);
        }
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task Bodies_that_are_too_large_are_refused_however_they_are_sent(string path, string service)
    {
        var large = Encoding.UTF8.GetBytes($"{{{new string(' ', 64 * 1024)}}}");
        var chunked = Encoding.UTF8.GetBytes($"{large.Length:x}\r\n{Encoding.UTF8.GetString(large)}\r\n0\r\n\r\n");

        foreach (var change in new Func<SnapRequest, SnapRequest>[]
        {
            request => request with { Body = large },
            request => request.With("Transfer-Encoding", "chunked") with { Body = chunked },
        })
        {
            var reply = await Send(await Good(path), change);

            Assert.Equal(413, reply.Status);
            Assert.Equal(Shape($"413{service}00", "Request Entity Too Large"), reply.Body);
        }
    }

    [Theory]
    [InlineData("/snap/v1.0")]
    [InlineData("/snap/v1.0/emoney")]
    [InlineData("/snap/v1.0/emoney/bank-account-inquiry/x")]
    [InlineData("/snap/v1.0/access-token/b2b2c")]
    [InlineData("/api/v1.0/account-inquiry-internal")]
    [InlineData("/api/v1.0/account-inquiry-external/x")]
    public async Task Other_paths_of_a_room_are_not_found(string path)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var reply = await sandbox.Host.Client.SendAsync(new(method, path));

            Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
            Assert.Equal(Shape("4040000", "Not Found"), await reply.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/snap")]
    [InlineData("/snap/v2.0/emoney/bank-account-inquiry")]
    [InlineData("/api/v1.1/account-inquiry-external")]
    [InlineData("/snap/v1.0/../v1.0x")]
    public async Task Paths_of_no_room_are_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.Host.Client.PostAsync(path, null)).StatusCode);

    async Task<SnapRequest> Good(string path)
    {
        var dialect = SnapDialect.Both.Single(one => path == one.TokenPath || path == one.InquiryPath);
        var toko = Snap.Toko(sandbox.Host, dialect);
        return path == dialect.TokenPath ? toko.PrepareToken() : await toko.Prepare(new());
    }

    Task<RawReply> Send(SnapRequest good, Func<SnapRequest, SnapRequest> change) =>
        RawHttp.Send(sandbox.Host, change(good).ToBytes(sandbox.Host.Address.Authority));

    static string Shape(string code, string message) =>
        $$"""{"responseCode":"{{code}}","responseMessage":"{{message}}"}""";
}
