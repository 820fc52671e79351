using System.Diagnostics;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A database that stands still refuses nothing, breaks no connection, and answers nobody.</summary>
public sealed class FrozenDatabaseTests : IAsyncLifetime
{
    static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Brief = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    readonly string _folder = TestServer.TemporaryFolder();
    Node _database = null!;
    HostProcess[] _hosts = [];

    public async ValueTask InitializeAsync()
    {
        _database = await Node.Create(_folder);
        for (var i = 0; i < 2; i++)
            _hosts = [.. _hosts, await HostProcess.Start(("ConnectionStrings__Periksa", _database.ConnectionString))];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();

        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_room_answers_within_its_patience_and_goes_on_when_it_is_over()
    {
        var callers = await Task.WhenAll(_hosts.Select(Caller.At));
        await Task.WhenAll(callers.SelectMany(caller => caller.Everything).Select(one => one.Ask()));

        Said[] said;
        await using var lag = new Lag(() => _hosts[0].Client.GetAsync("/health/live"));
        _database.Freeze();
        try
        {
            // What is asked at once, and what is asked when every connection is taken by somebody who waits.
            var first = Task.WhenAll(callers.SelectMany(caller => caller.Everything).Select(Ask));
            await Task.Delay(TimeSpan.FromSeconds(2));
            said = [.. await Task.WhenAll(callers.SelectMany(caller => caller.Everything).Select(Ask)), .. await first];
        }
        finally
        {
            _database.Thaw();
        }

        var bound = Grace + lag.Longest;
        Assert.Equal(
            [], said.Where(one => one.IsLate(bound) || !one.Question.Frozen.Split(' ').Contains(one.Words)));
        await Task.WhenAll(_hosts.Select(host => Eventually.Is(host.IsReady)));
        foreach (var caller in callers)
        {
            foreach (var question in caller.Everything)
                await Eventually.Is(async () => await question.Ask() == question.Fine);
        }

        await Prove.AssertNoDifference(_database.ConnectionString);
    }

    static async Task<Said> Ask(Question question)
    {
        var watch = Stopwatch.StartNew();
        var words = await question.Ask();
        return new(question, words, watch.Elapsed);
    }

    sealed record Said(Question Question, string Words, TimeSpan After)
    {
        public bool IsLate(TimeSpan grace) => After > Question.Patience + grace;
    }

    /// <summary>A question, what it hears, and the words that it may hear of a database that stands still: that it is
    /// not known what was done, or that it is known that nothing was.</summary>
    sealed record Question(string Room, TimeSpan Patience, string Fine, string Frozen, Func<Task<string>> Ask);

    sealed class Caller(Sento sento, Snap iFortepay, Snap paydia, SingaPay singaPay, Ipg ipg, string va)
    {
        const string Later = "SP019";

        int _asked;

        public static async Task<Caller> At(HostProcess host)
        {
            var (iFortepay, paydia) = (Snap.Toko(host, SnapDialect.IFortepay), Snap.Toko(host, SnapDialect.Paydia));
            var (singaPay, ipg) = (SingaPay.At(host), Ipg.At(host));
            await Task.WhenAll(iFortepay.Token(), paydia.Token(), singaPay.Token());
            var va = NewVa;
            Assert.Equal("SUCCESS", (await ipg.Make(va, "partial", 100_000)).Rc);
            return new(Sento.Toko(host), iFortepay, paydia, singaPay, ipg, va);
        }

        public Question[] Everything =>
        [
            new("Sento inquiry", Usual, "000", "500", async () => (await sento.Inquire()).Code),
            new("Sento invoices", Brief, "000", "500", async () => (await sento.List()).Code),
            new("iFortepay", Usual, "2001600", "5001600", async () => (await iFortepay.Inquire()).Code),
            new("Paydia", Usual, "2004200", "5004202", async () => (await paydia.Inquire()).Code),
            new("SingaPay name", Usual, "SP000", "SP002", async () => (await singaPay.Name("014", "0123456789")).Code),
            new("SingaPay transfer", Usual, "SP000", "SP005",
                async () => (await singaPay.Transfer(Next, amount: 10_000)).Code),
            new("SingaPay status", Usual, "SP000", $"SP002 {Later}",
                async () => (await singaPay.Status("1134567891011")).Code),
            new("IPG inquiry", Brief, "SUCCESS", "BILLER_GATEWAY_INVALID_RESPONSE BILLER_INVALID_TRANSACTION",
                async () => (await ipg.Inquire(va)).Rc),
            new("IPG payment", Usual, "SUCCESS", "BILLER_SUSPECT_TRANSACTION",
                async () => (await ipg.Pay(va, Next, "1000")).Rc),
            new("IPG biller's bills", Brief, "SUCCESS", "BILLER_GATEWAY_INVALID_RESPONSE",
                async () => (await ipg.Biller(HttpMethod.Get, "?limit=1")).Rc),
            new("IPG biller's new bill", Brief, "SUCCESS", "BILLER_GATEWAY_INVALID_RESPONSE",
                async () => (await ipg.Make(NewVa, "partial", 1_000)).Rc),
        ];

        static string NewVa => $"867301{Random.Shared.NextInt64(1_000_000_000):0000000000}";

        string Next => $"frozen-{Interlocked.Increment(ref _asked)}-{va}";
    }
}
