namespace Periksa.Operators.Accounts;

/// <summary>Somebody who may come into the console, or was invited to. Its times are real time.</summary>
public sealed record OperatorEntry
{
    /// <summary>The audit trail calls them <c>operator:</c> and this.</summary>
    public required string Name { get; init; }

    /// <summary>viewer, operator or admin. Of one who has not come yet, what the invitation is for.</summary>
    public required string Role { get; init; }

    /// <summary><c>active</c>, <c>invited</c>: has not come yet, or <c>ended</c>.</summary>
    public required string State { get; init; }

    /// <summary>What they come in by: <c>password</c>, with codes of a phone, or <c>openid</c>, the provider's word;
    /// <c>null</c> for one who has not come yet.</summary>
    public string? SignsInBy { get; init; }

    /// <summary>Whom the provider vouches for: its address, a space, and what it calls them; <c>null</c> for one who
    /// signs in by a password.</summary>
    public string? OpenId { get; init; }

    /// <summary>Since when they have an account; <c>null</c> for one who has not come yet.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When they were last seen in a session of the last days, give or take a minute.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>Until when nobody signs in by this name, after wrong tries.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Until when an invitation may be taken up; <c>null</c> where there is none.</summary>
    public DateTimeOffset? InvitedUntil { get; init; }

    /// <summary>Since when they may not come in any more.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>An invitation that was made just now. Its token is shown this once: what is kept is its digest.</summary>
public sealed record IssuedInvitation
{
    public required OperatorEntry Operator { get; init; }

    /// <summary>Until when it may be taken up.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whoever has it chooses this operator's password, or comes in by OpenID instead.</summary>
    public required string Token { get; init; }

    /// <summary>Where the token is taken up.</summary>
    public required string Link { get; init; }

    /// <summary>Nothing of the token: whatever is printed may end in a log.</summary>
    public override string ToString() => Operator.Name;
}

/// <summary>Where somebody is, or was, signed in. Its times are real time.</summary>
public sealed record OperatorSessionEntry
{
    public required Guid Id { get; init; }

    /// <summary>The operator's name.</summary>
    public required string Operator { get; init; }

    /// <summary>Where they signed in from.</summary>
    public required string Address { get; init; }

    /// <summary>What their browser called itself, shortened.</summary>
    public string? UserAgent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was used last, give or take a minute.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When it is over in any case.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Since when it opens nothing, because somebody said so.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>True while it opens the console.</summary>
    public required bool IsOpen { get; init; }
}
