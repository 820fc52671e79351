using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Whose token is good where, and for how long.</summary>
public sealed class SnapTokenStories : IAsyncLifetime
{
    HostProcess _host = null!;
    string _database = "";

    SandboxControls Controls => new(_host);

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_token_is_good_for_whom_it_was_given_to_in_the_dialect_it_was_given_in()
    {
        foreach (var dialect in SnapDialect.Both)
        {
            var (toko, warung) = (Snap.Toko(_host, dialect), Snap.Warung(_host, dialect));
            var elsewhere = Snap.Toko(_host, SnapDialect.Both.Single(other => other != dialect));
            var thief = new Snap(_host.Client, warung.Partner);
            thief.Keep(await toko.Token());

            Assert.Equal($"401{dialect.Service}01", (await thief.Inquire()).Code);

            var signedByAnother = await thief.Prepare(new());
            Assert.Equal(
                ($"401{dialect.Service}00", dialect == SnapDialect.Paydia ? "Unauthorized [Signature]"
                    : "Unauthorized. [Signature]"),
                CodeOf(await toko.Send(signedByAnother.With("X-PARTNER-ID", toko.Partner.ClientId))));

            thief = new(_host.Client, toko.Partner);
            thief.Keep(await elsewhere.Token());
            Assert.Equal(BadToken(dialect), CodeOf(await thief.Inquire()));
        }
    }

    [Fact]
    public async Task A_token_lasts_fifteen_minutes()
    {
        foreach (var dialect in SnapDialect.Both)
        {
            var toko = Snap.Toko(_host, dialect);
            await toko.Token();
            await Controls.Advance(TimeSpan.FromSeconds(880));
            Assert.Equal($"200{dialect.Service}00", (await toko.Inquire()).Code);

            await Controls.Advance(TimeSpan.FromSeconds(21));
            Assert.Equal(
                dialect == SnapDialect.Paydia
                    ? ("4014201", "Unauthorized [Invalid Authorization]")
                    : ("4011601", "Invalid Token (B2B)"),
                CodeOf(await toko.Inquire()));

            toko.Keep(null);
            Assert.Equal($"200{dialect.Service}00", (await toko.Inquire()).Code);
        }
    }

    [Fact]
    public async Task A_token_is_good_at_every_host_and_after_a_restart()
    {
        foreach (var dialect in SnapDialect.Both)
        {
            var toko = Snap.Toko(_host, dialect);
            var there = Snap.Warung(_host, dialect);
            await there.Token();
            await using (var other = await HostProcess.Start(("ConnectionStrings__Periksa", _database)))
            {
                Assert.Equal($"200{dialect.Service}00", (await there.At(other).Inquire()).Code);

                toko = toko.At(other);
                Assert.Equal($"200{dialect.Service}00", (await toko.Inquire()).Code);
                Assert.Equal($"200{dialect.Service}00", (await toko.At(_host).Inquire()).Code);
            }

            await _host.Kill();
            await _host.DisposeAsync();
            _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
            Assert.Equal($"200{dialect.Service}00", (await toko.At(_host).Inquire()).Code);
        }
    }

    [Fact]
    public async Task Programs_that_know_nothing_of_the_sandboxs_clock_go_on_when_it_is_a_day_ahead()
    {
        var ahead = await Controls.Advance(TimeSpan.FromDays(1));
        foreach (var dialect in SnapDialect.Both)
        {
            var toko = Snap.Toko(_host, dialect);

            Assert.Equal($"200{dialect.Service}00", (await toko.Inquire()).Code);
            var inThatTime = new SnapQuestion { Stamp = SnapQuestion.Write(ahead) };
            Assert.Equal($"200{dialect.Service}00", (await toko.Inquire(inThatTime)).Code);

            var inBetween = new SnapQuestion { Stamp = SnapQuestion.Write(ahead.AddHours(-12)) };
            Assert.Equal($"401{dialect.Service}00", (await toko.Inquire(inBetween)).Code);

            Assert.Equal("2007300", (await toko.Send(toko.PrepareToken(SnapQuestion.Write(ahead)))).Code);
            Assert.Equal(
                "4017300", (await toko.Send(toko.PrepareToken(SnapQuestion.Write(ahead.AddHours(-12))))).Code);
        }
    }

    static (string, string) CodeOf(SnapReply reply) => (reply.Code, reply.Message);

    static (string, string) BadToken(SnapDialect dialect) => dialect == SnapDialect.Paydia
        ? ("4014201", "Invalid Token")
        : ("4011601", "Invalid Token (B2B)");
}
