using Dapper;
using Npgsql;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What real programs send is taken and counted; a partner that asks for the contract's letter gets
/// it.</summary>
public sealed class SnapProfileStories : IAsyncLifetime
{
    HostProcess _host = null!;
    string _database = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_is_taken_and_counted_is_refused_within_a_second_of_asking_for_the_letter()
    {
        foreach (var dialect in SnapDialect.Both)
        {
            foreach (var (request, _) in await Lax(Snap.Toko(_host, dialect)))
                Assert.Equal("200", (await Snap.Toko(_host, dialect).Send(request)).Code[..3]);
        }

        await Count.Ask<int>(
            _database, "update partners set snap_profile = 'strict' where id = 'toko-maju' returning 1");
        await Task.Delay(1000);

        foreach (var dialect in SnapDialect.Both)
        {
            var toko = Snap.Toko(_host, dialect);
            foreach (var (request, refusal) in await Lax(toko))
            {
                var reply = await toko.Send(request);
                Assert.Equal(refusal, (reply.Code, reply.Message));
            }

            Assert.Equal($"200{dialect.Service}00", (await toko.Inquire()).Code);
            foreach (var (request, _) in await Lax(Snap.Warung(_host, dialect)))
                Assert.Equal("200", (await Snap.Warung(_host, dialect).Send(request)).Code[..3]);
        }

        await Task.Delay(1200);   // counts are written down once a second
        await AssertCounted("toko-maju");
        await AssertCounted("warung-jaya");
    }

    // Every one of them once: what was refused is not counted.
    async Task AssertCounted(string partner)
    {
        await using var connection = new NpgsqlConnection(_database + ";Pooling=false");
        var counted = await connection.QueryAsync<(string, string, long)>(
            "select dialect, what, count from laxities where partner = @partner order by dialect, what collate \"C\"",
            new { partner });

        Assert.Equal(
            SnapDialect.Both.OrderBy(dialect => dialect.Name, StringComparer.Ordinal).SelectMany(dialect => new[]
            {
                (dialect.Name, "CHANNEL-ID", 1L),
                (dialect.Name, "X-EXTERNAL-ID", 1L),
                (dialect.Name, "X-TIMESTAMP", 2L),
                (dialect.Name, "grant_type", 1L),
                (dialect.Name, "hex signature", 2L),
                (dialect.Name, "scheme", 1L),
            }),
            counted);
    }

    static async Task<(SnapRequest Request, (string, string) Refusal)[]> Lax(Snap caller)
    {
        var (service, isPaydia) = (caller.Dialect.Service, caller.Dialect == SnapDialect.Paydia);
        var z = $"{TimeProvider.System.GetUtcNow().UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}";
        var signature = isPaydia ? "Unauthorized [Signature]" : "Unauthorized. [Signature]";
        var good = await caller.Prepare(new());

        return
        [
            (await caller.Prepare(new() { Stamp = z }), Format(service, "X-TIMESTAMP")),
            (Hex(await caller.Prepare(new())), ($"401{service}00", signature)),
            (await caller.Prepare(new() { ExternalId = $"a-{SnapQuestion.Unique()}" }),
                Format(service, "X-EXTERNAL-ID")),
            ((await caller.Prepare(new())).With("CHANNEL-ID", "mobile-app"), Format(service, "CHANNEL-ID")),
            (good.With("Authorization", $"bearer {await caller.Token()}"),
                isPaydia ? ("4014201", "Invalid Token") : ("4011601", "Invalid Token (B2B)")),
            (caller.PrepareToken(z), Format("73", "X-TIMESTAMP")),
            (Hex(caller.PrepareToken()), ("4017300", "Unauthorized. [Signature]")),
            (caller.PrepareToken(body: """{"grant_type":"client_credentials"}"""),
                ("4007302", "Invalid Mandatory Field grantType")),
        ];
    }

    static (string, string) Format(string service, string field) =>
        ($"400{service}01", $"Invalid Field Format {field}");

    static SnapRequest Hex(SnapRequest request) => request.With(
        "X-SIGNATURE", Convert.ToHexStringLower(Convert.FromBase64String(request["X-SIGNATURE"])));
}
