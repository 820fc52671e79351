using System.Collections.Concurrent;
using System.Text;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Postgres;
using Periksa.Tests.Postgres;

namespace Periksa.Callbacks.Tests;

/// <summary>A database of its own, with messages in it and couriers at work.</summary>
public sealed class PostOffice : IAsyncLifetime, ICredentials
{
    public const string Toko = "toko";

    /// <summary>Those of a courier that waits no longer than a test can.</summary>
    public static readonly CourierOptions Impatient = new()
    {
        IsSandbox = true,
        Timeout = TimeSpan.FromSeconds(2),
        Lease = TimeSpan.FromSeconds(10),
    };

    static readonly Partner Partner = new(new("toko"), Active: true);

    readonly ConcurrentDictionary<(string, string), Credential> _credentials = new();
    readonly List<Courier> _couriers = [];

    Database? _database;

    public NpgsqlDataSource Source => _database!.Source;

    public SetClock Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public TrustedClock Shared => field ??= new(Clock);

    internal PlainDialect Dialect { get; set; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

    public OutboxSignal Bell { get; } = new();

    public CallbackAdministration Outbox => new(Source, Bell, Clock);

    public async ValueTask InitializeAsync()
    {
        _database = await Database.Open(
            await TestServer.CreateDatabase(), null, NullLoggerFactory.Instance, _ => { }, CancellationToken.None);
        await Execute("insert into partners (id, name) values ('toko', 'Toko')");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var courier in _couriers.ToArray())
            await Stop(courier);

        Bell.Dispose();
        await _database!.DisposeAsync();
    }

    /// <summary>Registers a credential and its URL.</summary>
    public async Task Register(CredentialName credential, string? url, string? secret = "secret")
    {
        _credentials[(PlainDialect.Name, credential)] =
            new(new(PlainDialect.Name), new(credential), Partner) { ClientSecret = secret is null ? null : new(
                secret) };

        await Execute(
            """
            insert into credentials (dialect, name, partner) values ('plain', @credential, 'toko')
            on conflict do nothing;
            delete from callback_endpoints where credential = @credential;
            insert into callback_endpoints select 'plain', @credential, @url where @url is not null
            """,
            new { credential = credential.Value, url });
    }

    public void Forget(CredentialName credential) => _credentials.TryRemove((PlainDialect.Name, credential), out _);

    /// <summary>Writes a message as the inquiry log does. Returns its id.</summary>
    public Task<long> Write(string credential = Toko, string body = "{}", string dialect = PlainDialect.Name) =>
        Write(line: null, body, credential, dialect);

    /// <summary>Writes one that waits for those written before it under the same key.</summary>
    public Task<long> Write(
        Guid? line, string body, string credential = Toko, string dialect = PlainDialect.Name) =>
        Ask<long>(
            """
            insert into callback_messages (dialect, credential, subject, ordering_key, body, created_at, due_at)
            values (@dialect, @credential, gen_random_uuid(), @line, @body, @now, @now) returning id
            """,
            new
            {
                dialect,
                credential,
                line,
                body = Encoding.UTF8.GetBytes(body),
                now = Clock.GetUtcNow().UtcDateTime,
            });

    public async Task<Courier> Start(CourierOptions? options = null, NpgsqlDataSource? source = null)
    {
        var courier = new Courier(
            source ?? Source, this, [Dialect], Bell, options ?? new() { IsSandbox = true }, Clock,
            Shared, NullLogger<Courier>.Instance);
        _couriers.Add(courier);
        await courier.StartAsync(CancellationToken.None);
        return courier;
    }

    public async Task Stop(Courier courier)
    {
        _couriers.Remove(courier);
        await courier.StopAsync(CancellationToken.None);
        courier.Dispose();
    }

    /// <summary>Waits until a message has had so many attempts, and they are written down.</summary>
    public async Task<DeliveryReport> Attempted(long id, int attempts)
    {
        for (var tries = 0; ; tries++)
        {
            var delivery = (await Outbox.List(1000, CancellationToken.None)).Single(one => one.Id == id);
            if (delivery.Attempts.Count >= attempts || tries == 500)
                return delivery;

            await Task.Delay(20);
        }
    }

    public async Task<T> Ask<T>(string question, object? parameters = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return await connection.QuerySingleAsync<T>(question, parameters);
    }

    public async Task Execute(string statement, object? parameters = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        await connection.ExecuteAsync(statement, parameters);
    }

    Credential? ICredentials.Find(DialectName dialect, CredentialName name) =>
        _credentials.GetValueOrDefault((dialect, name));

    IEnumerable<Credential> ICredentials.Of(Partner partner) => _credentials.Values;

    IEnumerable<Credential> ICredentials.In(DialectName dialect) => _credentials.Values;
}

/// <summary>A clock that says what it was last set to.</summary>
public sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    long _ticks = now.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
