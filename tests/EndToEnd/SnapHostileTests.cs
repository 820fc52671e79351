using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Whatever is sent, it is refused in the dialect's words and leaves nothing behind.</summary>
public sealed class SnapHostileTests : IAsyncLifetime
{
    const int AtOnce = 16;

    static readonly string[] NothingIn =
        ["inquiries", "day_keys", "once_references", "open_inquiries", "callback_messages", "callback_ended"];

    HostProcess _host = null!;
    string _database = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Hundreds_of_bad_requests_are_refused_in_the_rooms_shape_and_leave_nothing_behind()
    {
        var sent = 0;
        foreach (var dialect in SnapDialect.Both)
        {
            var toko = Snap.Toko(_host, dialect);
            var requests = await BadInquiries(toko);
            requests.AddRange(BadTokenRequests(toko));
            sent += requests.Count;
            await Parallel.ForEachAsync(
                requests,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (request, _) => AssertRefused(request, await Send(request)));
        }

        Assert.InRange(sent, 500, 5000);
        await AssertNothingIsLeft();
        foreach (var dialect in SnapDialect.Both)
            Assert.Equal($"200{dialect.Service}00", (await Snap.Toko(_host, dialect).Inquire()).Code);
    }

    [Fact]
    public async Task What_is_no_HTTP_is_refused_by_the_server_and_leaves_nothing_behind()
    {
        foreach (var dialect in SnapDialect.Both)
        {
            var good = await Snap.Toko(_host, dialect).Prepare(new());
            var head = Encoding.Latin1.GetString(good.ToBytes("localhost")).Split("Content-Length")[0];

            foreach (var (status, text) in NoHttp(head, good.Target))
            {
                var reply = await RawHttp.Send(_host, Encoding.Latin1.GetBytes(text));
                Assert.True(reply.Status == status, $"{text}\n→ {reply.Head}\n{reply.Body}");
            }

            // Whoever hangs up in the middle may hear nothing.
            for (var length = 1; length < good.ToBytes("localhost").Length; length += 40)
            {
                var reply = await RawHttp.Send(_host, good.ToBytes("localhost")[..length], hangsUp: true);
                Assert.Contains(reply.Status, new[] { 0, 400 });
            }
        }

        await AssertNothingIsLeft();
    }

    static IEnumerable<(int Status, string Text)> NoHttp(string head, string target) =>
    [
        (400, "\r\n\r\n\r\nnonsense\r\n\r\n"),
        (400, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n"),
        (400, $"POST  {target} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        (400, $"POST {target} HTTP/1.1\r\n\r\n"),
        (400, $"POST {target} HTTP/1.1\r\nHost: a b\r\n\r\n"),
        (400, $"POST {target} HTTP/1.1\r\nHost: localhost\r\nNo colon\r\n\r\n"),
        (505, $"POST {target} HTTP/3.7\r\nHost: localhost\r\n\r\n"),
        (414, $"POST {target}?{new string('x', 9000)} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        (400, $"{head}Content-Length: -1\r\n\r\n"),
        (400, $"{head}Content-Length: 5\r\nContent-Length: 6\r\n\r\n123456"),
        (400, $"{head}Transfer-Encoding: chunked\r\n\r\nxyz\r\n"),
        (400, $"{head}Transfer-Encoding: chunked\r\n\r\nfffffffffff\r\n"),
    ];

    static async Task<List<SnapRequest>> BadInquiries(Snap toko)
    {
        var good = await toko.Prepare(new());
        List<SnapRequest> bad = [.. SnapMutants.Headers(good), .. await SnapForgeries.Of(toko)];

        foreach (var body in SnapMutants.Bodies(good.Body))
            bad.Add(await toko.Prepare(new() { Body = body }));

        foreach (var question in BadQuestions())
            bad.Add(await toko.Prepare(question));

        // Signed with a private key, an inquiry is one in Paydia only: elsewhere each of these lacks a header.
        bad.AddRange(await SnapForgeries.WithoutToken(toko));
        bad.Add(good with { Method = "PUT" });
        bad.Add(good with { Method = "DELETE" });
        return bad;
    }

    static IEnumerable<SnapQuestion> BadQuestions() =>
    [
        new() { Account = "" }, new() { Account = "12a" }, new() { Account = "-1" }, new() { Account = "１２３" },
        new() { Account = new('7', 35) }, new() { Account = " 123" },
        new() { Bank = "" }, new() { Bank = "014-014-014" },
        new() { Reference = new('r', 65) },
        new() { Body = Encoding.UTF8.GetBytes($"\"{new string('x', 70_000)}\"") },
    ];

    static IEnumerable<SnapRequest> BadTokenRequests(Snap toko)
    {
        using var foreign = RSA.Create(2048);
        var good = toko.PrepareToken();
        var bodies = SnapMutants.Bodies(good.Body).Concat(
            new[] { """{"grantType":"password"}""", """{"grantType":1}""", """{"grantType":["client_credentials"]}""" }
                .Select(Encoding.UTF8.GetBytes));

        return
        [
            .. SnapMutants.Headers(good),
            .. bodies.Select(body => good with { Body = body }),
            toko.PrepareToken(key: foreign),
            toko.PrepareToken(key: SnapPartner.Warung(toko.Dialect).Key),
            toko.PrepareToken().With("X-CLIENT-KEY", SnapPartner.Warung(toko.Dialect).ClientId),
            toko.PrepareToken().With("X-CLIENT-KEY", "nobody"),
            toko.PrepareToken().With("X-CLIENT-KEY", toko.Partner.ClientId.ToLowerInvariant() + "x"),
            toko.PrepareToken().With("X-TIMESTAMP", SnapQuestion.Soon()),
            good with { Method = "PUT" },
        ];
    }

    Task<RawReply> Send(SnapRequest request) => RawHttp.Send(_host, request.ToBytes(_host.Address.Authority));

    static void AssertRefused(SnapRequest request, RawReply reply)
    {
        var told = $"{Beginning(request)}\n→ {reply.Head}\n{reply.Body}";
        Assert.True(reply.Status is >= 400 and < 500, told);

        if (reply.Body.Length == 0)
        {
            Assert.True(reply.Status is 400 or 414 or 431, told);
            return;
        }

        using var json = JsonDocument.Parse(reply.Body);
        Assert.Equal(
            ["responseCode", "responseMessage"], json.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.True(json.RootElement.GetProperty("responseCode").GetString() is { Length: 7 } code
            && code.StartsWith($"{reply.Status}", StringComparison.Ordinal), told);
        Assert.Contains("X-TIMESTAMP: ", reply.Head);
        Assert.Contains("Content-Type: application/json\r\n", reply.Head + "\r\n");
    }

    static string Beginning(SnapRequest request) =>
        Encoding.Latin1.GetString([.. request.ToBytes("host").Take(1500)]);

    async Task AssertNothingIsLeft()
    {
        foreach (var table in NothingIn)
            Assert.Equal((table, 0), (table, await Count.Ask<int>(_database, $"select count(*) from {table}")));
    }
}
