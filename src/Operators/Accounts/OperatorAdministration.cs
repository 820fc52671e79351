using System.Security.Cryptography;
using Dapper;
using Npgsql;
using Periksa.Operators.Audit;

namespace Periksa.Operators.Accounts;

/// <summary>Invites operators, shows them and where they are signed in, and ends them, on every host at once.</summary>
public sealed class OperatorAdministration(NpgsqlDataSource database)
{
    /// <summary>For how long an invitation may be taken up.</summary>
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromHours(24);

    /// <summary>Sessions of somebody that are shown: a day's, of whoever signs in all the time.</summary>
    const int SessionsMaximum = 100;

    const int SaltLength = 32;

    const string Insert = """
        insert into operator_invitations (name, role, digest, salt, expires_at)
        values (@name, @role, @digest, @salt, clock_timestamp() + @lifetime)
        on conflict (name) do update
        set role = excluded.role, digest = excluded.digest, salt = excluded.salt, expires_at = excluded.expires_at,
            created_at = clock_timestamp(), used_at = null
        returning expires_at
        """;

    // All of them, in one order: of two who end each other at the same time, the second finds that they are the last.
    const string Admins = """
        select name from operators where role = 'admin' and ended_at is null order by name for update
        """;

    const string ChangeRole = """
        with account as (
            update operators set role = @role where name = @name and ended_at is null
        )
        update operator_invitations set role = @role where name = @name and used_at is null
        """;

    const string Uninvite = "delete from operator_invitations where name = @name and used_at is null";

    const string EndOne = """
        update operators set ended_at = clock_timestamp() where name = @name and ended_at is null returning id
        """;

    /// <summary>Invites somebody: whoever has the token chooses the password. A former invitation is no good from now
    /// on; the password and the sessions of one who is there end when this one is taken up.</summary>
    /// <param name="role">One of <see cref="OperatorRoles.Known"/>, theirs from then on.</param>
    public Task<Outcome<IssuedInvitation>> Invite(Actor actor, string name, string role, string? reason = null) =>
        AuditedChange.Make<IssuedInvitation>(database, actor, async change =>
        {
            if (OperatorName.TryRead(name) is not { } plain)
                return OperatorName.Refuse(name);

            var (known, refusal) = await ReadRole(change, actor, plain, role, reason);
            if (refusal is not null)
                return refusal;

            var before = await AccountRows.Find(change.Connection, plain);
            var token = Tokens.New();
            var expiresAt = await change.Connection.QuerySingleAsync<DateTime>(Insert, new
            {
                name = plain,
                role = known.Word(),
                digest = Tokens.Digest(token),
                salt = RandomNumberGenerator.GetBytes(SaltLength),
                lifetime = InvitationLifetime,
            });
            var after = (await AccountRows.Find(change.Connection, plain))!;
            await Note(change, "operator.invite", before, after with { Role = known.Word() }, reason);
            return new IssuedInvitation
            {
                Operator = after,
                ExpiresAt = new(expiresAt, TimeSpan.Zero),
                Token = token,
                Link = $"/console/invitation/{token}",
            };
        });

    /// <summary>Operators in the order of their names, also those who were invited only, or are ended.</summary>
    /// <param name="cursor">The <see cref="Page{T}.NextCursor"/> of the page before.</param>
    public async Task<Page<OperatorEntry>> List(string? cursor, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var read = await AccountRows.List(
            connection, cursor?.Replace("\0", "", StringComparison.Ordinal) ?? "", Page<OperatorEntry>.ToRead(limit),
            cancel);
        return Page<OperatorEntry>.Of(read, limit, one => one.Name);
    }

    /// <summary>Gives somebody another role, at once: also in the sessions that they have, and in an invitation that
    /// they have not taken up.</summary>
    /// <param name="role">One of <see cref="OperatorRoles.Known"/>.</param>
    public Task<Outcome<OperatorEntry>> SetRole(Actor actor, string name, string role, string? reason = null) =>
        AuditedChange.Make<OperatorEntry>(database, actor, async change =>
        {
            if (OperatorName.TryRead(name) is not { } plain)
                return OperatorName.NotFound(name);

            var (known, refusal) = await ReadRole(change, actor, plain, role, reason);
            if (refusal is not null)
                return refusal;

            var before = await AccountRows.Find(change.Connection, plain);
            if (before is null or { State: "ended", InvitedUntil: null })
                return OperatorName.NotFound(name);

            await change.Connection.ExecuteAsync(ChangeRole, new { name = plain, role = known.Word() });
            var after = (await AccountRows.Find(change.Connection, plain))!;
            if (after != before)
                await Note(change, "operator.role", before, after, reason);

            return after;
        });

    // The role that somebody may be given, or why not.
    static async Task<(OperatorRole Role, Refusal? Refusal)> ReadRole(
        AuditedChange change, Actor actor, string name, string role, string? reason)
    {
        var (known, nonsense) = OperatorRoles.Read(role);
        var refusal = nonsense ?? Words.RefuseReason(reason);
        if (refusal is null && known is not OperatorRole.Admin)
            refusal = await RefuseLast(change, actor, name);

        return (known, refusal);
    }

    /// <summary>Has somebody come in no more: their sessions end at once, and so does an invitation.</summary>
    public Task<Outcome<OperatorEntry>> End(Actor actor, string name, string reason) =>
        AuditedChange.Make<OperatorEntry>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } nonsense)
                return nonsense;

            if (OperatorName.TryRead(name) is not { } plain)
                return OperatorName.NotFound(name);

            if (await RefuseLast(change, actor, plain) is { } last)
                return last;

            var before = await AccountRows.Find(change.Connection, plain);
            if (before is null or { State: "ended", InvitedUntil: null })
                return OperatorName.NotFound(name);

            await change.Connection.ExecuteAsync(Uninvite, new { name = plain });
            if (await change.Connection.QuerySingleOrDefaultAsync<Guid?>(EndOne, new { name = plain }) is { } account)
                await SessionRows.End(change.Connection, account);

            // One who never came leaves nothing but what the trail tells.
            var after = await AccountRows.Find(change.Connection, plain);
            await Note(change, "operator.end", before, after, reason);
            return after ?? before with { State = "ended", InvitedUntil = null };
        });

    /// <summary>Where somebody is and was signed in, in the last days, newest first.</summary>
    public async Task<Outcome<Page<OperatorSessionEntry>>> Sessions(string name, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (OperatorName.TryRead(name) is not { } plain || await AccountRows.Find(connection, plain) is null)
            return OperatorName.NotFound(name);

        return new Page<OperatorSessionEntry>(
            await SessionRows.List(connection, plain, SessionsMaximum, cancel), null);
    }

    /// <summary>Ends anybody's session.</summary>
    public Task<Outcome<OperatorSessionEntry>> EndSession(Actor actor, string id, string? reason = null) =>
        AuditedChange.Make<OperatorSessionEntry>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } nonsense)
                return nonsense;

            if (!Guid.TryParse(id, out var session)
                || await SessionRows.End(change.Connection, null, session) is not [var ended])
            {
                return Refusal.NotFound(
                    $"No session {Words.Shown(id)} is open: an operator's sessions show which are.");
            }

            await OperatorSessions.Note(change, "operator.end-session", ended, reason);
            return ended;
        });

    // Whoever has the hosts' environment finds a way in again; nobody else would.
    static async Task<Refusal?> RefuseLast(AuditedChange change, Actor actor, string name)
    {
        var admins = await change.Connection.QueryAsync<string>(Admins);
        return !actor.IsOnCommandLine && admins.ToArray() is [var only] && only == name
            ? Refusal.Conflict(
                $"{name} is the last administrator: make another first, or say it on the command line of a host's "
                + "machine.")
            : null;
    }

    static Task Note(
        AuditedChange change, string action, OperatorEntry? before, OperatorEntry? after, string? reason) =>
        change.Note(
            action, $"operator:{(after ?? before)!.Name}", before, after, OperatorsJson.Default.OperatorEntry, reason);
}
