using Dapper;
using Npgsql;
using Periksa.Operators.Audit;
using Periksa.Partners.Sealing;

namespace Periksa.Operators.Accounts;

/// <summary>What an invitation is for.</summary>
/// <param name="Secret">What a phone is to make codes of, as it is typed.</param>
/// <param name="SecretUri">The same as a phone takes it from a picture.</param>
public sealed record Invitation(
    string Name, OperatorRole Role, DateTimeOffset ExpiresAt, string Secret, string SecretUri)
{
    /// <summary>Nothing of the secret: whatever is printed may end in a log.</summary>
    public override string ToString() => Name;
}

/// <summary>Takes invitations up, each once.</summary>
/// <param name="real">Real time, whatever a sandbox's clock says.</param>
public sealed class OperatorInvitations(NpgsqlDataSource database, MasterKeys seals, TimeProvider real)
{
    const string Good = "digest = @digest and used_at is null and expires_at > clock_timestamp()";

    const string One = $"""
        select name, role, salt, expires_at as ExpiresAt from operator_invitations where {Good}
        """;

    // Of two at the same time the second waits here, and finds nothing.
    const string Use = $"""
        update operator_invitations set used_at = clock_timestamp(), salt = null where {Good} returning role
        """;

    const string Upsert = """
        insert into operators (name, role, password_hash, totp_secret, totp_step, openid)
        values (@Name, @role, @Hash, @Secret, @Step, @OpenId)
        on conflict (name) do update
        set role = excluded.role, password_hash = excluded.password_hash, totp_secret = excluded.totp_secret,
            totp_step = excluded.totp_step, openid = excluded.openid, failed_tries = 0, locked_until = null,
            ended_at = null
        returning id
        """;

    // Of somebody who was ended, and comes back by another name.
    const string Release = """
        update operators set openid = null where openid = @OpenId and name <> @Name and ended_at is not null
        """;

    const string OneEach = "operators_openid_key";

    /// <summary>What becomes of a token that is good for nothing.</summary>
    public static readonly Refusal NoGood = Refusal.NotFound(
        "This invitation is no good: it was taken up, is older than a day, or there is a newer one. Ask whoever has "
        + "sent it for another.");

    /// <summary>What becomes of a provider's word that lets somebody else in already.</summary>
    public static readonly Refusal Taken = Refusal.Conflict(
        "This account comes in here by another name already: take the invitation up with another account, or with a "
        + "password.");

    readonly TimeCodes _codes = new(real);

    /// <summary>What a token is good for; <c>null</c> where it is not.</summary>
    public async Task<Invitation?> Find(string token, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await Read(connection, token, cancel) is not { } row)
            return null;

        var secret = TimeCodes.Propose(token, row.Salt);
        return new(
            row.Name, OperatorRoles.Read(row.Role).Role, new(row.ExpiresAt, TimeSpan.Zero), TimeCodes.Text(secret),
            TimeCodes.Uri(row.Name, secret));
    }

    /// <summary>Gives an operator this password and phone, and begins their first session.</summary>
    /// <param name="code">What the phone shows, which proves that it has the secret.</param>
    public async Task<Outcome<BegunSession>> TakeUp(
        string token, string password, string code, Visitor visitor, CancellationToken cancel)
    {
        Row? row;
        await using (var connection = await database.OpenConnectionAsync(cancel))
            row = await Read(connection, token, cancel);

        if (row is null)
            return NoGood;

        if (Passwords.Refuse(password, row.Name) is { } weak)
            return weak;

        var secret = TimeCodes.Propose(token, row.Salt);
        if (_codes.FindStep(secret, code) is not { } step)
        {
            return Refusal.Invalid(
                "The code is not the one that the phone shows: type the six digits of this entry, and see that the "
                + "phone's clock is right.");
        }

        var fresh = new Fresh(
            row.Name, Passwords.Hash(password), seals.Seal(secret, Places.TotpSecret(row.Name)), step);
        return await TakeUp(Tokens.Digest(token), fresh, visitor);
    }

    /// <summary>Binds an operator to whom an OpenID provider vouches for, instead of a password and a phone, and begins
    /// their first session.</summary>
    public async Task<Outcome<BegunSession>> TakeUp(
        string token, OpenIdentity who, Visitor visitor, CancellationToken cancel)
    {
        Row? row;
        await using (var connection = await database.OpenConnectionAsync(cancel))
            row = await Read(connection, token, cancel);

        if (row is null)
            return NoGood;

        try
        {
            return await TakeUp(Tokens.Digest(token), new(row.Name, null, null, null, who.Text), visitor);
        }
        catch (PostgresException e) when (
            e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: OneEach })
        {
            return Taken;
        }
    }

    Task<Outcome<BegunSession>> TakeUp(byte[] digest, Fresh fresh, Visitor visitor) =>
        AuditedChange.Make<BegunSession>(database, Actor.OfOperator(fresh.Name, visitor.From), async change =>
        {
            if (fresh.Secret is not null && await KeyHolders.FindWithout(change.Connection, seals) is { } host)
                return Refusal.Conflict($"Host {host} {KeyHolders.Remedy(seals)}");

            var role = await change.Connection.QuerySingleOrDefaultAsync<string>(Use, new { digest });
            if (role is null)
                return NoGood;

            var before = await AccountRows.Find(change.Connection, fresh.Name);
            await change.Connection.ExecuteAsync(Release, new { fresh.OpenId, fresh.Name });
            var account = await change.Connection.QuerySingleAsync<Guid>(
                Upsert, new { fresh.Name, role, fresh.Hash, fresh.Secret, fresh.Step, fresh.OpenId });
            await SessionRows.End(change.Connection, account);
            var (session, key) = await SessionRows.Insert(change.Connection, account, visitor);
            var after = await AccountRows.Find(change.Connection, fresh.Name);
            await change.Note(
                "operator.take-up", $"operator:{fresh.Name}", before, after, OperatorsJson.Default.OperatorEntry);
            return new BegunSession(new(account, fresh.Name, OperatorRoles.Read(role).Role, session.Id), key);
        });

    static async Task<Row?> Read(NpgsqlConnection connection, string token, CancellationToken cancel) =>
        Tokens.TryDigest(token) is { } digest
            ? await connection.QuerySingleOrDefaultAsync<Row>(
                new CommandDefinition(One, new { digest }, cancellationToken: cancel))
            : null;

    // What an operator comes in by from then on: the first three, of which the secret is sealed, or the last.
    sealed record Fresh(string Name, string? Hash, byte[]? Secret, long? Step, string? OpenId = null);

    // As Dapper fills it.
    sealed class Row
    {
        public required string Name { get; init; }
        public required string Role { get; init; }
        public required byte[] Salt { get; init; }
        public DateTime ExpiresAt { get; init; }
    }
}
