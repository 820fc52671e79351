using System.Collections.Concurrent;
using System.Threading.Channels;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Periksa.Partners;

/// <summary>Has refused signatures examined one by one, off the answering path, and writes down what was
/// found.</summary>
/// <remarks>An examination costs a hundred signatures, and a bad request costs its sender nothing. So each partner
/// gets few of them a minute, the queue is short, and what does not fit is dropped.</remarks>
public sealed partial class RefusedSignatures(
    NpgsqlDataSource database, TimeProvider clock, ILogger<RefusedSignatures> log)
    : BackgroundService, IRefusedSignatures
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    const int QueueLimit = 64;
    const int PerPartnerAndMinute = 20;

    // The latest of each partner's are kept.
    const int KeptPerPartner = 1000;

    const string Add = """
        insert into refused_signatures (at, partner, dialect, credential, operation, cause)
        values (@now, @partner, @dialect, @name, @operation, @cause) returning id
        """;

    const string Trim = """
        delete from refused_signatures
        where partner = @partner
          and id <= (select id from refused_signatures where partner = @partner
                     order by id desc offset @KeptPerPartner limit 1)
        """;

    readonly Channel<Case> _cases = Channel.CreateBounded<Case>(
        new BoundedChannelOptions(QueueLimit) { FullMode = BoundedChannelFullMode.DropWrite });

    ConcurrentDictionary<string, int> _examined = new(StringComparer.Ordinal);

    /// <summary>True if the cause that is found is told at once.</summary>
    public bool IsSandbox { get; init; }

    public string? Examine(Credential credential, string operation, Func<string?> examine)
    {
        if (_examined.AddOrUpdate(credential.Partner.Id, 1, static (_, count) => count + 1) > PerPartnerAndMinute)
            return null;

        if (!IsSandbox)
        {
            _cases.Writer.TryWrite(new(credential, operation, examine));
            return null;
        }

        var cause = examine();
        _cases.Writer.TryWrite(new(credential, operation, () => cause));
        return cause;
    }

    /// <summary>Lets every partner's be examined again, and says how many were not.</summary>
    internal void BeginMinute()
    {
        foreach (var (partner, count) in Interlocked.Exchange(ref _examined, new(StringComparer.Ordinal)))
        {
            if (count > PerPartnerAndMinute)
                Log.More(log, count - PerPartnerAndMinute, partner);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var minutes = TimeProvider.System.CreateTimer(_ => BeginMinute(), state: null, Minute, Minute);
        await foreach (var one in _cases.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Primary.Await(() => Examine(one));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotExamined(log, e, one.Credential.Dialect, one.Credential.Name);
            }
        }
    }

    async Task Examine(Case one)
    {
        var (credential, operation) = (one.Credential, one.Operation);
        var cause = one.Find();
        Log.Examined(
            log,
            credential.Partner.Id,
            credential.Dialect,
            credential.Name,
            operation,
            cause ?? "no known mistake explains it: compare the string to sign, the secret and the key");

        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(Add, new
        {
            now = clock.GetUtcNow().UtcDateTime,
            partner = credential.Partner.Id.Value,
            dialect = credential.Dialect.Value,
            name = credential.Name.Value,
            operation,
            cause,
        });
        await connection.ExecuteAsync(Trim, new { partner = credential.Partner.Id.Value, KeptPerPartner });
    }

    sealed record Case(Credential Credential, string Operation, Func<string?> Find);

    static partial class Log
    {
        [LoggerMessage(43, LogLevel.Information,
            "Refused a signature of {Partner} ({Dialect} {Credential}) for {Operation}: {Cause}")]
        public static partial void Examined(
            ILogger log, string partner, string dialect, string credential, string operation, string cause);

        [LoggerMessage(143, LogLevel.Information,
            "{Count} more refused signatures of {Partner} in the last minute were not examined")]
        public static partial void More(ILogger log, int count, string partner);

        [LoggerMessage(44, LogLevel.Warning, "A refused signature of {Dialect} {Credential} was not examined")]
        public static partial void NotExamined(ILogger log, Exception e, string dialect, string credential);
    }
}
