namespace Periksa.Operators.Keys;

/// <summary>A key to the operators' API as operators see it: everything but the key. Its times are real time.</summary>
public sealed record ApiKeyEntry
{
    /// <summary>12 lower-case letters and digits: the audit trail calls its holder <c>key:</c> and this.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is, for people.</summary>
    public required string Name { get; init; }

    /// <summary>Some of read, reveal, operate and admin.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Since when it opens nothing any more; <c>null</c> for one that was not revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When it was used last, give or take an hour; <c>null</c> for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>A key that was made just now. It is shown this once: what is kept is its digest.</summary>
public sealed record IssuedApiKey
{
    public required ApiKeyEntry Key { get; init; }

    /// <summary>What is sent as <c>Authorization: Bearer …</c>.</summary>
    public required string Secret { get; init; }

    /// <summary>Nothing of the secret: whatever is printed may end in a log.</summary>
    public override string ToString() => Key.Id;
}
