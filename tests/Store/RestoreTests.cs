using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Disbursements;
using Periksa.Postgres;
using Periksa.Proof;
using Periksa.Sandbox.Store;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>The drill of the page on restores: base backup, load, death, restore to a point in time, start, ask,
/// prove.</summary>
public sealed class RestoreTests : IAsyncLifetime
{
    readonly string _folder = TestServer.TemporaryFolder();
    readonly CarelessBank _bank = new();
    Node _server = null!;

    string Archive => Path.Combine(_folder, "archive");

    public async ValueTask InitializeAsync()
    {
        _server = await Node.Create(
            _folder, "archive_mode=on", $"archive_command=mkdir -p {Archive} && cp %p {Archive}/%f");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Pays_no_order_twice_that_the_lost_tail_had_sent()
    {
        string[] early = ["early-1", "early-2"], late = ["late-1", "late-2", "late-3"], lost = ["lost-1", "lost-2"];
        Node backup;
        string point;
        await using (var till = await Till.Open(_server.ConnectionString, _bank, isNew: true))
        {
            await till.Debit(early);
            await till.PayDue();
            backup = _server.BaseBackup();
            await till.Debit(late);
            point = await _server.Ask<string>("select clock_timestamp()::text");
            await Task.Delay(50);

            // From here on everything is lost: that these were sent and have ended, and that those were ever wished.
            await till.PayDue();
            await till.Debit(lost);
            await till.PayDue();
            Assert.All(_bank.Sent, one => Assert.Equal(1, one.Times));
            Assert.Equal(7, _bank.Sent.Count());
        }

        await _server.Execute("select pg_switch_wal()");
        await Archived();
        _server.Kill();
        await Restore(backup, point);

        await using (backup)
        await using (var till = await Till.Open(backup.ConnectionString, _bank, isNew: false))
        {
            Assert.Equal(3, await till.Ask<long>("select count(*) from open_payouts where claims = 0"));
            await till.Debit(lost);   // the partner hears that there are none, and sends them again
            await till.Debit(["new-1"]);
            await till.PayDue();

            Assert.All(_bank.Sent, one => Assert.Equal(1, one.Times));
            Assert.Equal(8, _bank.Sent.Count());
            Assert.Equal(8, await till.Ask<long>("select count(*) from disbursements where status = '00'"));
            Assert.Equal(0, await till.Prove());
        }
    }

    [Fact]
    public async Task Asks_first_on_a_new_line_until_its_time_is_over_and_whenever_an_operator_says_so()
    {
        await using var till = await Till.Open(_server.ConnectionString, _bank, isNew: true);
        Assert.False(await till.Ask<bool>("select asks_first('48 h')"));

        await till.Ask<DateTime>("select begin_line()");
        Assert.True(await till.Ask<bool>("select asks_first('48 h')"));
        Assert.False(await till.Ask<bool>("select asks_first('0 s')"));

        await till.Ask<int>("with gone as (delete from database_lines returning 1) select count(*)::int from gone");
        Assert.True(await till.Ask<bool>("select asks_first('0 s')"));
    }

    /// <summary>What a backup says of that is older than what was lost; of one that a build without this has put back
    /// it says nothing.</summary>
    [Theory]
    [InlineData("claims = 0", true)]
    [InlineData("claims = 1, leased_until = 'epoch'", true)]
    [InlineData("claims = 9, leased_until = clock_timestamp() - interval '1 hour'", true)]
    [InlineData("claims = 9, leased_until = null", false)]
    public async Task Takes_what_is_asked_about_first_as_sent_when_the_new_line_began(string row, bool isKnown)
    {
        await using var till = await Till.Open(_server.ConnectionString, _bank, isNew: true);
        await till.Debit(["a"]);
        await till.Ask<int>($"with set as (update open_payouts set {row} returning 1) select count(*)::int from set");
        await till.Ask<DateTime>("select begin_line()");
        await Task.Delay(50);

        var payout = Assert.Single(await till.Take());
        Assert.True(payout.MayHaveBeenSent);
        Assert.Equal(isKnown, payout.SinceSent is not null);
        if (isKnown)
            Assert.InRange(payout.SinceSent!.Value, TimeSpan.FromMilliseconds(40), TimeSpan.FromSeconds(8));
        Assert.Equal(payout.SentUntil, payout.UnlessSent);
    }

    [Theory]
    [InlineData("01JZ", "1134567891011")]
    [InlineData("01JZ0T0K0MAJ0000000000000A", "é/+ \"x\"")]
    public async Task Names_orders_as_the_database_does(string account, string reference)
    {
        await using var till = await Till.Open(_server.ConnectionString, _bank, isNew: true);

        var id = PayoutOrderId.Of(new(account), new(reference));

        Assert.Equal(id.Value, await till.Ask<Guid>("select payout_order_id($1, $2)", account, reference));
        Assert.Equal('8', id.ToString()[14]);
        Assert.NotEqual(id, PayoutOrderId.Of(new PayingAccountId(account + "1"), new(reference[1..])));
    }

    Task Archived() => Eventually(() => _server.Ask<bool>(
        "select last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 16777216) from pg_stat_archiver"));

    static async Task Eventually(Func<Task<bool>> condition)
    {
        for (var tries = 0; !await condition(); tries++, await Task.Delay(100))
            Assert.True(tries < 300, "It never came about.");
    }

    async Task Restore(Node backup, string point)
    {
        backup.Write("recovery.signal", "");
        backup.Write("postgresql.auto.conf", $"restore_command = 'cp {Archive}/%f %p'");
        backup.Write("postgresql.auto.conf", $"recovery_target_time = '{point}'");
        backup.Write("postgresql.auto.conf", "recovery_target_action = 'promote'");
        backup.Start();
        await Eventually(async () => !await backup.Ask<bool>("select pg_is_in_recovery()"));
    }

    /// <summary>A host's books and payouts on one database, and a bank that is no part of it.</summary>
    sealed class Till : IAsyncDisposable
    {
        readonly Database _database;
        readonly DisbursementStore _books;
        readonly SetClock _clock = new(TimeProvider.System.GetUtcNow());
        readonly Payouts _payouts;

        Till(Database database, CarelessBank bank)
        {
            _database = database;
            _books = new(database.Source, database.Reads, NullLogger<DisbursementStore>.Instance);
            _payouts = new(
                new(bank), _books, new([], new Nobody(), new Silence(), _clock), _clock, new TrustedClock(_clock),
                NullLogger<Payouts>.Instance);
        }

        public static async Task<Till> Open(string connectionString, CarelessBank bank, bool isNew)
        {
            var database = await Database.Open(
                connectionString, null, NullLoggerFactory.Instance, _ => { }, CancellationToken.None);
            var till = new Till(database, bank);
            if (isNew)
            {
                var now = till._clock.GetUtcNow();
                await new SandboxStore(database.Source, Shop.Seals).Load(
                    Payers.In(Shop.World), now, CancellationToken.None);
                await new PayingAccounts(database.Source, till._clock).TopUp(
                    new(Payers.Toko), Money.Rupiah(1_000_000), "statement 1", CancellationToken.None);
            }

            await till._books.StartAsync(CancellationToken.None);
            return till;
        }

        public async Task Debit(string[] references)
        {
            foreach (var reference in references)
            {
                var entry = await _books.Debit(new(
                    new(Guid.CreateVersion7(_clock.GetUtcNow())), "", new(
                        Shop.Toko), new("singapay"), new("key-toko"), new(Payers.Toko),
                    new(reference),
                    new("002", "1234567890000"), null, Money.Rupiah(50_000),
                    new("Transfer Fee", Money.Rupiah(1000)), Money.Zero, null, _clock.GetUtcNow()));
                Assert.Equal(DebitVerdict.Debited, entry.Verdict);
            }
        }

        public async Task PayDue()
        {
            _clock.Now += Periksa.Disbursements.Pauses.BeforeSending;
            await _payouts.TakeAllDue(CancellationToken.None);
            await _payouts.StopAsync(CancellationToken.None);
        }

        public Task<IReadOnlyList<OpenPayout>> Take()
        {
            _clock.Now += Periksa.Disbursements.Pauses.BeforeSending;
            return _books.Take(Payers.Room, _clock.GetUtcNow());
        }

        public async Task<T> Ask<T>(string question, params object[] parameters)
        {
            await using var command = _database.Source.CreateCommand(question);
            foreach (var parameter in parameters)
                command.Parameters.Add(new NpgsqlParameter { Value = parameter });

            return (T)(await command.ExecuteScalarAsync())!;
        }

        public Task<long> Prove() => new ProofRun(_database.Source).Run(_ => { }, CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await _books.StopAsync(CancellationToken.None);
            _payouts.Dispose();
            await _database.DisposeAsync();
        }
    }
}
