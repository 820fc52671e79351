using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A master key got out, and is replaced as the runbook says.</summary>
public sealed class MasterKeyStories
{
    const string CountAudited = "select count(*)::int from audit_entries where action = 'secrets.reseal'";

    static readonly string Leaked = NewKey("2026a");
    static readonly string New = NewKey("2026b");

    static string NewKey(string name) => $"{name}:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";

    [Fact]
    public async Task It_is_replaced_under_load_and_nobody_is_refused()
    {
        var database = await TestServer.CreateDatabase();
        var two = await StartTwo(database, Leaked, former: null);
        var welcomes = await Welcomes(two[0]);
        var issued = await Verb(database, Leaked, null, "credential", "issue", "toko-maju", "singapay", "--json");
        Assert.Equal(0, issued.Code);
        using var callers = new SteadyCallers(two);

        // Each host learns the new key before anything is sealed with it.
        await Restart(two, 0, callers, database, Leaked, New);
        var (code, _, errors) = await Verb(database, New, Leaked, "reseal");
        Assert.Equal(1, code);
        Assert.Contains("Host web1 does not have the master key 2026b", errors, StringComparison.Ordinal);
        await Restart(two, 1, callers, database, Leaked, New);
        await Restart(two, 0, callers, database, New, Leaked);
        await Restart(two, 1, callers, database, New, Leaked);

        (code, var output, errors) = await Verb(database, New, Leaked, "reseal");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("secrets are under 2026b now", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Still sealing", output, StringComparison.Ordinal);
        (code, output, _) = await Verb(database, New, null, "reseal");
        Assert.Equal(0, code);
        Assert.Contains("Nothing was left", output, StringComparison.Ordinal);

        var byApi = await new OperatorClient(two[0]).Post("/v1/secrets/reseal", """{"reason":"to be sure"}""");
        Assert.Equal(0, byApi.Is(HttpStatusCode.OK).Json.GetProperty("count").GetInt32());
        Assert.True(byApi.Json.GetProperty("before").GetInt32() > 0);

        await Restart(two, 0, callers, database, New, former: null);
        await Restart(two, 1, callers, database, New, former: null);
        Assert.True(await callers.Stop() > 20);

        Assert.Equal(welcomes, await Welcomes(two[1]));
        var (_, audit, _) = await Verb(database, New, null, "audit", "--subject", "masterkey:2026b");
        Assert.Contains("secrets.reseal", audit, StringComparison.Ordinal);
        foreach (var host in two)
            await host.DisposeAsync();
    }

    [Fact]
    public async Task Killed_between_two_batches_it_is_run_again()
    {
        var database = await TestServer.CreateDatabase();
        string[] welcomes;
        await using (var host = await HostProcess.Start(Settings(database, 0, Leaked, former: New)))
            welcomes = await Welcomes(host);

        // Its first batch is the callers' secrets; the tokens' keys are another.
        var blocker = await Blocker.Lock(database, "select from token_keys for update");
        await HostProcess.RunAndKill(
            [("ConnectionStrings__Periksa", database), .. Keys(New, Leaked)],
            () => Eventually.Is(async () => await Count.Ask<bool>(database, $"""
                select ({CountAudited}) = 1 and exists (
                    select from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock' and query like '%token_keys%')
                """)),
            "reseal");
        await blocker.DisposeAsync();
        Assert.Equal(1, await Count.Ask<int>(database, CountAudited));

        var (code, output, errors) = await Verb(database, New, Leaked, "reseal", "--json");

        Assert.Equal((0, ""), (code, errors));
        var report = JsonElement.Parse(output);
        var columns = report.GetProperty("columns").EnumerateObject().Select(one => one.Name).ToArray();
        Assert.Contains("token_keys.sealed", columns);
        Assert.DoesNotContain("credentials.client_secret", columns);
        Assert.True(report.GetProperty("before").GetInt32() > 0);
        Assert.Equal(1 + columns.Length, await Count.Ask<int>(database, CountAudited));
        await using var after = await HostProcess.Start(Settings(database, 0, New, former: null));
        Assert.Equal(welcomes, await Welcomes(after));
    }

    [Theory]
    [InlineData("seal", "paydia", "8f548c9c439139b2285269e56db6b8ed")]
    [InlineData("reseal")]
    public async Task Nothing_is_sealed_without_it_in_a_sandbox_either(params string[] words)
    {
        var database = await TestServer.CreateDatabase();
        await using (await HostProcess.Start(("ConnectionStrings__Periksa", database)))
        {
            // It has made the schema.
        }

        var (code, output, errors) = await HostProcess.Run(
            "s3cret", [("ConnectionStrings__Periksa", database), ("Periksa__MasterKey", "")], words);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("Set Periksa__MasterKey", errors, StringComparison.Ordinal);
    }

    static async Task<HostProcess[]> StartTwo(string database, string key, string? former)
    {
        var first = await HostProcess.Start(Settings(database, 0, key, former));
        return [first, await HostProcess.Start(Settings(database, 1, key, former))];
    }

    static async Task Restart(
        HostProcess[] hosts, int which, SteadyCallers callers, string database, string key, string? former)
    {
        await callers.Leave(which);
        await hosts[which].DisposeAsync();
        hosts[which] = await HostProcess.StartAt(hosts[which].Address, Settings(database, which, key, former));
        callers.Return(which, hosts[which]);
    }

    static (string, string)[] Settings(string database, int which, string key, string? former) =>
    [
        ("ConnectionStrings__Periksa", database), ("Periksa__HostName", $"web{which}"), .. Keys(key, former),
    ];

    static (string, string)[] Keys(string key, string? former) => former is null
        ? [("Periksa__MasterKey", key)]
        : [("Periksa__MasterKey", key), ("Periksa__FormerMasterKeys__0", former)];

    static Task<(int Code, string Output, string Errors)> Verb(
        string database, string key, string? former, params string[] words) =>
        HostProcess.Run("", [("ConnectionStrings__Periksa", database), .. Keys(key, former)], words);

    // What each of the sandbox's callers hears when it is let in.
    static async Task<string[]> Welcomes(HostProcess host)
    {
        var all = new List<string>();
        foreach (var (_, _, secret, ask) in OperatorStories.Callers)
        {
            all.Add(await ask(host.Client, secret));
            Assert.NotEqual(all[^1], await ask(host.Client, "a-wrong-one"));
        }

        return [.. all];
    }

    /// <summary>Callers who ask hosts in turn, with tokens that any host has given, as a balancer sends them: to no
    /// host that is being started anew. Each answer is the same as before.</summary>
    sealed class SteadyCallers : IDisposable
    {
        readonly HostProcess?[] _serving;
        readonly CancellationTokenSource _stop = new();
        readonly Task<int> _asking;
        int _turns;

        public SteadyCallers(HostProcess[] hosts)
        {
            _serving = [.. hosts];
            _asking = Task.Run(Ask);
        }

        /// <summary>Returns when nothing is under way at that host any more.</summary>
        public async Task Leave(int which)
        {
            Volatile.Write(ref _serving[which], null);
            for (var turn = Volatile.Read(ref _turns); Volatile.Read(ref _turns) < turn + 2; await Task.Delay(20))
                Assert.False(_asking.IsCompleted, "Somebody was refused.");
        }

        public void Return(int which, HostProcess host) => Volatile.Write(ref _serving[which], host);

        /// <summary>How many requests were answered.</summary>
        public async Task<int> Stop()
        {
            await _stop.CancelAsync();
            return await _asking;
        }

        public void Dispose() => _stop.Dispose();

        async Task<int> Ask()
        {
            var answered = 0;
            Snap? toko = null;
            for (; !_stop.IsCancellationRequested; Interlocked.Increment(ref _turns))
            {
                var host = _serving.Select((_, i) => Volatile.Read(ref _serving[(i + _turns) % _serving.Length]))
                    .First(one => one is not null)!;
                toko = toko?.At(host) ?? Snap.Toko(host, SnapDialect.Paydia);
                Assert.Equal("2004200", (await toko.Inquire()).Code);
                Assert.Equal("000", (await Sento.Toko(host).Inquire()).Code);
                if (_turns % 10 == 9)
                    toko.Keep(null);   // it asks for a token anew

                answered += 2;
                await Task.Delay(20);
            }

            return answered;
        }
    }
}
