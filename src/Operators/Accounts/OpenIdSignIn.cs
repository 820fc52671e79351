using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Operators.Audit;

namespace Periksa.Operators.Accounts;

/// <summary>Lets in whom an OpenID provider vouches for, where they have taken an invitation up that way. Whoever has
/// not is a stranger, whatever the provider says of them.</summary>
/// <param name="tries">By address, on this host; not those that count wrong passwords, which go on where this does
/// not.</param>
public sealed partial class OpenIdSignIn(NpgsqlDataSource database, FailedTries tries, ILogger<OpenIdSignIn> log)
{
    const string Name = "select name from operators where openid = @Text and ended_at is null";

    // Whoever ends an operator, or invites them anew, comes before or after.
    const string One = """
        select id, role from operators where openid = @Text and name = @name and ended_at is null for no key update
        """;

    /// <summary>What whoever has no account hears, and whoever had one: neither learns of the other.</summary>
    public static readonly Refusal Stranger = Refusal.NotFound(
        "Nobody comes in here by this account: ask an administrator for an invitation, open its link, and come in "
        + "from there with the same account.");

    /// <summary>What whoever comes too often hears.</summary>
    public static readonly Refusal TooOften = Refusal.Conflict(
        "There were too many tries from your address: wait a minute, and begin again.");

    /// <summary>Counts a try before it is looked at.</summary>
    /// <returns>False where the address must wait.</returns>
    public bool Note(Visitor visitor)
    {
        if (MustWait(visitor))
            return false;

        tries.Note(visitor.Address);
        return true;
    }

    /// <summary>True of an address with too many tries.</summary>
    public bool MustWait(Visitor visitor) => tries.Wait(visitor.Address) > TimeSpan.Zero;

    /// <summary>Takes back a try that let somebody in.</summary>
    public void Forgive(Visitor visitor) => tries.Forgive(visitor.Address);

    /// <summary>Begins a session of whoever that is here.</summary>
    public async Task<Outcome<BegunSession>> SignIn(OpenIdentity who, Visitor visitor, CancellationToken cancel)
    {
        string? name;
        await using (var connection = await database.OpenConnectionAsync(cancel))
        {
            name = await connection.QuerySingleOrDefaultAsync<string>(
                new CommandDefinition(Name, new { who.Text }, cancellationToken: cancel));
        }

        var outcome = name is null ? Stranger : await Begin(name, who, visitor);
        if (outcome.Refusal is not null)
            Log.Stranger(log, visitor.From);

        return outcome;
    }

    Task<Outcome<BegunSession>> Begin(string name, OpenIdentity who, Visitor visitor) =>
        AuditedChange.Make<BegunSession>(database, Actor.OfOperator(name, visitor.From), async change =>
        {
            if (await change.Connection.QuerySingleOrDefaultAsync<Account>(One, new { who.Text, name }) is not
                { } account)
            {
                return Stranger;
            }

            var (session, token) = await SessionRows.Insert(change.Connection, account.Id, visitor);
            await OperatorSessions.Note(change, "operator.sign-in", session);
            return new BegunSession(
                new(account.Id, name, OperatorRoles.Read(account.Role).Role, session.Id), token);
        });

    // As Dapper fills it.
    sealed class Account
    {
        public Guid Id { get; init; }
        public required string Role { get; init; }
    }

    static partial class Log
    {
        [LoggerMessage(187, LogLevel.Warning,
            "Somebody for whom the OpenID provider vouches, and who has no account here, came from {Address}")]
        public static partial void Stranger(ILogger log, string address);
    }
}
