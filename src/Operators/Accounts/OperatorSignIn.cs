using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Operators.Audit;
using Periksa.Partners.Sealing;

namespace Periksa.Operators.Accounts;

/// <summary>Lets in who has a name, its password and the code that its phone shows. Whatever of it is wrong, the answer
/// is the same, and takes as long.</summary>
/// <remarks>
/// A try counts before it is looked at, in the database, so that any number of them at once on any hosts are no more
/// than the few that are allowed. A code is used up by the statement that lets in, so that nobody who watches it being
/// typed comes in with it, too.
/// </remarks>
/// <param name="tries">By address, on this host.</param>
/// <param name="real">Real time, whatever a sandbox's clock says.</param>
public sealed partial class OperatorSignIn(
    NpgsqlDataSource database, MasterKeys seals, FailedTries tries, TimeProvider real, ILogger<OperatorSignIn> log)
{
    /// <summary>Wrong tries in a row, from wherever, before nobody signs in by that name for a while.</summary>
    public const int TriesMaximum = 5;

    // A password takes the processor for some tenths of a second, and callers are answered beside it.
    const int AtOnceMaximum = 2;

    static readonly SemaphoreSlim Turns = new(AtOnceMaximum);
    static readonly TimeSpan TurnPatience = TimeSpan.FromSeconds(5);

    // From half a minute on, twice as long after each further one, a quarter of an hour at most.
    const string Try = """
        update operators
        set failed_tries = failed_tries + 1,
            locked_until = case when failed_tries + 1 >= @TriesMaximum then clock_timestamp()
                + least(interval '30 seconds' * power(2, least(failed_tries + 1 - @TriesMaximum, 10)),
                        interval '15 minutes') end
        where name = @name and password_hash is not null and ended_at is null
          and (locked_until is null or locked_until <= clock_timestamp())
        returning id, name, role, password_hash as Hash, totp_secret as Secret, failed_tries as Tries
        """;

    const string LetIn = """
        update operators
        set failed_tries = 0, locked_until = null, totp_step = @step, password_hash = @fresh
        where id = @Id and totp_step < @step and password_hash = @Hash and ended_at is null
        returning 1
        """;

    static readonly Refusal Wrong = Refusal.Invalid(
        "The name, the password or the code is wrong, or there were too many tries: after five that are wrong, wait "
        + "for up to 15 minutes. A code is good once: wait for the next one.");

    readonly TimeCodes _codes = new(real);

    /// <summary>How long a refusal takes at least: more than whatever it is for.</summary>
    public TimeSpan RefusalTime { get; init; } = TimeSpan.FromMilliseconds(600);

    /// <summary>Begins a session, or refuses in words that do not tell what was wrong.</summary>
    public async Task<Outcome<BegunSession>> SignIn(
        string name, string password, string code, Visitor visitor, CancellationToken cancel)
    {
        if (tries.Wait(visitor.Address) is { Ticks: > 0 } wait)
        {
            return Refusal.Conflict(FormattableString.Invariant(
                $"There were too many tries from your address: wait {Math.Ceiling(wait.TotalSeconds)} seconds."));
        }

        tries.Note(visitor.Address);
        if (!await Turns.WaitAsync(TurnPatience, cancel))
            return Refusal.Conflict("Too many sign in at this moment: wait a minute, and try again.");

        var began = Stopwatch.GetTimestamp();
        try
        {
            if (await LookAt(name, password, code, visitor, cancel) is { } session)
            {
                tries.Forgive(visitor.Address);
                return session;
            }
        }
        finally
        {
            Turns.Release();
        }

        if (RefusalTime - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } left)
            await Task.Delay(left, cancel);

        return Wrong;
    }

    async Task<BegunSession?> LookAt(
        string name, string password, string code, Visitor visitor, CancellationToken cancel)
    {
        var account = OperatorName.TryRead(name) is { } plain ? await BeginTry(plain, cancel) : null;
        var fresh = Passwords.Verify(account?.Hash, password);
        if (account is not null && fresh is not null && FindStep(account, code) is { } step
            && (await Begin(account, fresh, step, visitor)).Done is { } session)
        {
            return session;
        }

        await Tell(account, visitor);
        return null;
    }

    async Task<Account?> BeginTry(string name, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<Account>(
            new CommandDefinition(Try, new { name, TriesMaximum }, cancellationToken: cancel));
    }

    long? FindStep(Account account, string code)
    {
        if (seals.Open(account.Secret, Places.TotpSecret(account.Name)) is { } secret)
            return _codes.FindStep(secret, code);

        Log.Unopened(log, account.Name);
        return null;
    }

    Task<Outcome<BegunSession>> Begin(Account account, string fresh, long step, Visitor visitor) =>
        AuditedChange.Make<BegunSession>(database, Actor.OfOperator(account.Name, visitor.From), async change =>
        {
            if (await change.Connection.QuerySingleOrDefaultAsync<int?>(
                LetIn, new { account.Id, account.Hash, fresh, step }) is null)
            {
                return Wrong;
            }

            var (session, token) = await SessionRows.Insert(change.Connection, account.Id, visitor);
            await OperatorSessions.Note(change, "operator.sign-in", session);
            return new BegunSession(
                new(account.Id, account.Name, OperatorRoles.Read(account.Role).Role, session.Id), token);
        });

    // Not by what name: somebody may have typed their password there.
    async Task Tell(Account? account, Visitor visitor)
    {
        Log.Wrong(log, visitor.From);
        if (account is null || account.Tries < TriesMaximum)
            return;

        Log.Locked(log, account.Name, account.Tries, visitor.From);
        await AuditedChange.Make<OperatorEntry>(database, Actor.OfStranger(visitor.From), async change =>
        {
            var locked = (await AccountRows.Find(change.Connection, account.Name))!;
            await change.Note(
                "operator.lock", $"operator:{account.Name}", null, locked, OperatorsJson.Default.OperatorEntry);
            return locked;
        });
    }

    // As Dapper fills it.
    sealed class Account
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
        public required string Role { get; init; }
        public required string Hash { get; init; }
        public required byte[] Secret { get; init; }
        public int Tries { get; init; }
    }

    static partial class Log
    {
        [LoggerMessage(177, LogLevel.Warning, "A wrong sign-in came from {Address}")]
        public static partial void Wrong(ILogger log, string address);

        [LoggerMessage(178, LogLevel.Warning,
            "Nobody signs in as {Operator} for a while, after {Tries} wrong tries in a row, the last from {Address}")]
        public static partial void Locked(ILogger log, string @operator, int tries, string address);

        [LoggerMessage(179, LogLevel.Error,
            "The secret for codes of {Operator} opens with none of this host's master keys: give it the one that "
            + "sealed it among Periksa__FormerMasterKeys, or invite them anew with 'periksa operator invite'")]
        public static partial void Unopened(ILogger log, string @operator);
    }
}
