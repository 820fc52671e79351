using Npgsql;
using Periksa.Operators.Audit;
using Periksa.Operators.Partners;
using Periksa.Partners.Sealing;

namespace Periksa.Operators.Credentials;

/// <summary>Issues credentials, replaces their secrets, revokes them. Every host knows within a second.</summary>
/// <param name="dialects">The dialects that are served, by name.</param>
/// <param name="seals">Gives the master keys, or says why there are none: asked only where a secret must be
/// sealed.</param>
public sealed class CredentialAdministration(
    NpgsqlDataSource database, IReadOnlyDictionary<string, CredentialShape> dialects, Func<MasterKeys> seals)
{
    /// <summary>For how long the former secrets open the door beside the new ones, where nothing is said.</summary>
    public static readonly TimeSpan OverlapUsually = TimeSpan.FromHours(24);

    /// <summary>The longest such time: whoever needs more asks again.</summary>
    public static readonly TimeSpan OverlapMaximum = TimeSpan.FromDays(90);

    readonly SecretMaker _maker = new(dialects, seals);

    /// <summary>Gives a partner a credential in a dialect, with secrets that are made for it.</summary>
    /// <param name="name">What it is called; <c>null</c> for a name that is made up.</param>
    /// <param name="publicKey">Its caller's public RSA key as a file, PEM or DER, for a dialect that needs one;
    /// <c>null</c> to have a pair made.</param>
    public Task<Outcome<IssuedCredential>> Issue(
        Actor actor, string partner, string dialect, string? name = null, ReadOnlyMemory<byte>? publicKey = null,
        string? reason = null) =>
        AuditedChange.Make<IssuedCredential>(database, actor, async change =>
        {
            if ((_maker.RefuseDialect(dialect) ?? Words.RefuseReason(reason)) is { } unknown)
                return unknown;

            // Taken first, so that it cannot be disabled or go while this is written.
            if (!await PartnerAdministration.Take(change.Connection, partner))
                return await PartnerAdministration.NotFound(change.Connection, partner);

            if (await _maker.RefuseHosts(change.Connection, dialect) is { } notEverywhere)
                return notEverywhere;

            var (made, nonsense) = _maker.Make(dialect, partner, name, publicKey, isNew: true);
            if (made is null)
                return nonsense!;

            if (!await CredentialRows.Add(change.Connection, made.Row))
            {
                return Refusal.Duplicate(
                    $"There is a credential {made.Row.Name} of {dialect} already, or was one of another partner's: "
                    + "choose another name, or rotate that one.");
            }

            var after = await CredentialRows.Find(change.Connection, dialect, made.Row.Name);
            await Note(change, "credential.issue", null, after!, reason);
            return made.Shown(after!);
        });

    /// <summary>Gives a credential new secrets. What we sign is signed with the new ones at once. Of several who do so
    /// at the same time one does: the others would have ended a secret that was shown just now.</summary>
    /// <param name="overlap">For how long the present ones open the door as well, in the clock's time; zero: not from
    /// now on, and tokens that were given for them end, too.</param>
    /// <param name="publicKey">Another public key, as in <see cref="Issue"/>; <c>null</c>: the key stays.</param>
    /// <param name="version">The version that is meant; <c>null</c> for whichever there is.</param>
    public Task<Outcome<IssuedCredential>> Rotate(
        Actor actor, string dialect, string name, TimeSpan overlap, ReadOnlyMemory<byte>? publicKey = null,
        long? version = null, string? reason = null) =>
        AuditedChange.Make<IssuedCredential>(database, actor, async change =>
        {
            if (overlap < TimeSpan.Zero || overlap > OverlapMaximum)
                return Refusal.Invalid($"An overlap is 0 to {OverlapMaximum.TotalDays:0} days.");

            var (before, refusal) = await Take(change, dialect, name, version, reason, isAlone: true);
            if (before is null)
                return refusal!;

            if (await _maker.RefuseHosts(change.Connection, dialect) is { } notEverywhere)
                return notEverywhere;

            (var made, refusal) = _maker.Make(dialect, before.Partner, name, publicKey, isNew: false);
            if (made is null)
                return refusal!;

            await CredentialRows.Rotate(change.Connection, made.Row, overlap);
            var after = await CredentialRows.Find(change.Connection, dialect, name);
            await Note(change, "credential.rotate", before, after!, reason);
            return made.Shown(after!);
        });

    /// <summary>Ends a credential and all its tokens. Its name stays its partner's, who may be issued it
    /// anew.</summary>
    public Task<Outcome<CredentialEntry>> Revoke(
        Actor actor, string dialect, string name, long? version = null, string? reason = null) =>
        AuditedChange.Make<CredentialEntry>(database, actor, async change =>
        {
            var (before, refusal) = await Take(change, dialect, name, version, reason);
            if (before is null)
                return refusal!;

            await CredentialRows.Revoke(change.Connection, dialect, name);
            var after = await CredentialRows.Find(change.Connection, dialect, name);
            await Note(change, "credential.revoke", before, after!, reason);
            return after!;
        });

    /// <summary>Changes from where, how and how much a credential may ask: its addresses, whether it must sign, its
    /// quirks, its miss budget, whether it is a bank, and what was agreed on with that. The rest stays, whatever the
    /// edit says.</summary>
    /// <param name="edit">What it is from now on, made of what it is.</param>
    public Task<Outcome<CredentialEntry>> Edit(
        Actor actor, string dialect, string name, Func<CredentialEntry, CredentialEntry> edit, long? version = null,
        string? reason = null) =>
        AuditedChange.Make<CredentialEntry>(database, actor, async change =>
        {
            var (before, refusal) = await Take(change, dialect, name, version, reason);
            if (before is null)
                return refusal!;

            var (wanted, nonsense) = CredentialTerms.Read(edit(before));
            if (wanted is null)
                return nonsense!;

            wanted = wanted with { Dialect = before.Dialect, Name = before.Name };

            await CredentialRows.Edit(change.Connection, wanted);
            var after = await CredentialRows.Find(change.Connection, dialect, name);
            await Note(change, "credential.edit", before, after!, reason);
            return after!;
        });

    /// <summary>Has a credential called back at a URL from now on, as it is signed.</summary>
    /// <param name="url">An http or https URL; <c>null</c>: nowhere.</param>
    /// <param name="isMeant">Whether what it is until now is what was looked at; <c>null</c> for whatever it
    /// is.</param>
    public Task<Outcome<CredentialEntry>> SetCallback(
        Actor actor, string dialect, string name, string? url, string? reason = null,
        Func<CredentialEntry, bool>? isMeant = null) =>
        AuditedChange.Make<CredentialEntry>(database, actor, async change =>
        {
            if (url is not null && CredentialTerms.RefuseUrl(url) is { } nonsense)
                return nonsense;

            var (before, refusal) = await Take(change, dialect, name, version: null, reason);
            if (before is null)
                return refusal!;

            // Where it is called back is no part of its row, and has no version.
            if (isMeant?.Invoke(before) is false)
                return OtherCallback(before);

            await CredentialRows.SetCallback(change.Connection, dialect, name, url);
            var after = await CredentialRows.Find(change.Connection, dialect, name);
            await Note(change, "callback.set", before, after!, reason);
            return after!;
        });

    /// <summary>The credential of this name; <c>null</c> where there is none. Also one that is revoked.</summary>
    public async Task<CredentialEntry?> Find(string dialect, string name, CancellationToken cancel)
    {
        if (!dialects.ContainsKey(dialect) || Words.RefuseCredentialName(name, int.MaxValue) is not null)
            return null;

        await using var connection = await database.OpenConnectionAsync(cancel);
        return await CredentialRows.Find(connection, dialect, name, cancel);
    }

    /// <summary>Credentials in the order of their dialects and names, revoked ones too.</summary>
    /// <param name="partner">Only this partner's; <c>null</c> for everybody's.</param>
    /// <param name="cursor">The <see cref="Page{T}.NextCursor"/> of the page before.</param>
    public async Task<Page<CredentialEntry>> List(
        string? partner, string? cursor, int limit, CancellationToken cancel)
    {
        var after = cursor?.Replace("\0", "", StringComparison.Ordinal).Split('/', 2);
        await using var connection = await database.OpenConnectionAsync(cancel);
        return Page<CredentialEntry>.Of(
            await CredentialRows.List(
                connection,
                partner?.Replace("\0", "", StringComparison.Ordinal),
                after is [var dialect, var name] ? (dialect, name) : (after?[0] ?? "", ""),
                Page<CredentialEntry>.ToRead(limit),
                cancel),
            limit,
            one => $"{one.Dialect}/{one.Name}");
    }

    static Refusal OtherCallback(CredentialEntry one) => new(
        RefusalKind.Stale,
        $"Somebody else has set where {one.Name} of {one.Dialect} is called back meanwhile: to "
        + $"{one.CallbackUrl ?? "nowhere"}. Look at it again, and say it once more.");

    internal static Refusal NotFound(string dialect, string name) => Refusal.NotFound(
        $"There is no credential {Words.Shown(name)} of {Words.Shown(dialect)}: 'periksa credential list' shows those "
        + "there are.");

    internal static string Subject(string dialect, string name) => $"credential:{dialect}/{name}";

    async Task<(CredentialEntry? Taken, Refusal? Refusal)> Take(
        AuditedChange change, string dialect, string name, long? version, string? reason, bool isAlone = false)
    {
        if ((_maker.RefuseDialect(dialect) ?? Words.RefuseReason(reason)) is { } unknown)
            return (null, unknown);

        if (Words.RefuseCredentialName(name, int.MaxValue) is not null)
            return (null, NotFound(dialect, name));

        // Whoever changes it between this look and the lock does so at the same time.
        if (isAlone)
            version ??= (await CredentialRows.Find(change.Connection, dialect, name))?.Version;

        if (await CredentialRows.Take(change.Connection, dialect, name) is not { } taken)
            return (null, NotFound(dialect, name));

        if (taken.RevokedAt is not null)
        {
            return (null, Refusal.Conflict(
                $"The credential {name} of {dialect} is revoked: issue it to {taken.Partner} anew if it is needed."));
        }

        return version is { } meant && meant != taken.Version
            ? (null, Refusal.Stale($"Credential {name} of {dialect}", meant, taken.Version))
            : (taken, null);
    }

    static Task Note(
        AuditedChange change, string action, CredentialEntry? before, CredentialEntry after, string? reason) =>
        change.Note(
            action, Subject(after.Dialect, after.Name), before, after, OperatorsJson.Default.CredentialEntry, reason);
}
