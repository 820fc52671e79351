using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A key is used up once, on any number of hosts and across restarts.</summary>
public sealed class SnapRaceStories : IAsyncLifetime
{
    const int Racers = 1000;

    HostProcess _host = null!;
    HostProcess _other = null!;
    string _database = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        await StartHosts();
    }

    public ValueTask DisposeAsync() => StopHosts();

    [Fact]
    public async Task Of_a_thousand_at_once_with_one_key_exactly_one_goes_through_on_two_hosts_for_good()
    {
        var races = SnapDialect.Both.SelectMany(dialect => new[]
        {
            (Dialect: dialect, Code: $"409{dialect.Service}00", Question: SameExternalId(dialect)),
            (Dialect: dialect, Code: $"409{dialect.Service}01", Question: SameReference(dialect)),
        }).ToArray();

        foreach (var (dialect, refusal, question) in races)
        {
            var codes = await Race(Snap.Toko(_host, dialect), question);
            Assert.Equal(
                [($"200{dialect.Service}00", 1), (refusal, Racers - 1)],
                codes.CountBy(code => code).Select(pair => (pair.Key, pair.Value)).Order());
        }

        await StopHosts();
        await StartHosts();
        foreach (var (dialect, refusal, question) in races)
            Assert.Equal(refusal, (await Snap.Toko(_other, dialect).Inquire(question())).Code);

        Assert.Equal(races.Length, await Count.Ask<int>(_database, "select count(*) from inquiries"));
    }

    [Fact]
    public async Task Quick_and_slow_ones_that_race_for_one_key_keep_to_one_winner_and_never_stand_in_each_others_way()
    {
        foreach (var dialect in SnapDialect.Both)
        {
            var (turn, id) = (0, SnapQuestion.Unique());
            var codes = await Race(Snap.Toko(_host, dialect), () => new()
            {
                // Three ways to be written down, which take the key by different statements.
                Account = (turn++ % 3) switch { 0 => "0123456789", 1 => "9900000001", _ => "9900000006" },
                Reference = $"one-of-ten-{dialect.Name}-{turn % 10}",
                ExternalId = id,
            });

            Assert.Equal(Racers - 1, codes.Count(code => code == $"409{dialect.Service}00"));
            Assert.Equal(1, await Count.Ask<int>(
                _database, "select count(*) from day_keys where key = @id", new { id }));
        }

        Assert.DoesNotContain("deadlock", _host.Output + _other.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_request_sent_again_byte_for_byte_is_refused_here_and_there()
    {
        foreach (var dialect in SnapDialect.Both)
        {
            var toko = Snap.Toko(_host, dialect);
            var request = await toko.Prepare(new());

            Assert.Equal($"200{dialect.Service}00", (await toko.Send(request)).Code);
            Assert.Equal($"409{dialect.Service}00", (await toko.Send(request)).Code);
            Assert.Equal($"409{dialect.Service}00", (await toko.At(_other).Send(request)).Code);
        }
    }

    static Func<SnapQuestion> SameExternalId(SnapDialect dialect) =>
        () => new() { ExternalId = $"1{dialect.Service}" };

    static Func<SnapQuestion> SameReference(SnapDialect dialect) =>
        () => new() { Reference = $"one-of-{dialect.Name}" };

    async Task<string[]> Race(Snap toko, Func<SnapQuestion> question)
    {
        // All of them are signed before the first is sent.
        var requests = new List<SnapRequest>();
        for (var i = 0; i < Racers; i++)
            requests.Add(await toko.Prepare(question()));

        var there = toko.At(_other);
        var replies = await Task.WhenAll(requests.Select((one, i) => (i % 2 == 0 ? toko : there).Send(one)));
        return [.. replies.Select(reply => reply.Code)];
    }

    async Task StartHosts()
    {
        var starting = Enumerable.Range(0, 2).Select(_ => HostProcess.Start(("ConnectionStrings__Periksa", _database)));
        if (await Task.WhenAll(starting) is [var host, var other])
            (_host, _other) = (host, other);
    }

    async ValueTask StopHosts()
    {
        await _host.DisposeAsync();
        await _other.DisposeAsync();
    }
}
