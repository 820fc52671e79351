using System.ComponentModel.DataAnnotations;

namespace Periksa.Host.Api;

/// <summary>A partner that is to be added.</summary>
sealed record NewPartner
{
    /// <summary>1 to 63 lower-case letters, digits and hyphens.</summary>
    [Required]
    public string? Id { get; init; }

    /// <summary>Its name for people.</summary>
    [Required]
    public string? Name { get; init; }

    /// <summary>Why, for the audit trail.</summary>
    public string? Reason { get; init; }
}

/// <summary>A credential that is to be issued.</summary>
sealed record NewCredential
{
    [Required]
    public string? Dialect { get; init; }

    /// <summary>What its caller says it is called; left out for a name that is made up.</summary>
    public string? Name { get; init; }

    /// <summary>The caller's public RSA key, PEM; left out to have a pair made, or where its dialect has
    /// none.</summary>
    public string? PublicKey { get; init; }

    public string? Reason { get; init; }
}

/// <summary>New secrets that are wished for.</summary>
sealed record Rotation
{
    /// <summary>For how long the former ones open the door, too, e.g. <c>24h</c>, which is usual; <c>0</c>: not from
    /// now on.</summary>
    public string? Overlap { get; init; }

    /// <summary>Another public key, PEM; left out: it stays.</summary>
    public string? PublicKey { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Where a credential is to be called back.</summary>
sealed record CallbackWish
{
    /// <summary>http or https; <c>null</c>: nowhere.</summary>
    public string? Url { get; init; }

    public string? Reason { get; init; }
}

/// <summary>A callback that is to be posted as a test.</summary>
sealed record CallbackTestWish
{
    /// <summary>http or https; left out: where the credential is called back.</summary>
    public string? Url { get; init; }

    public string? Reason { get; init; }
}

/// <summary>What somebody is there for from now on.</summary>
sealed record RoleWish
{
    /// <summary>One of <c>viewer</c>, <c>operator</c> and <c>admin</c>.</summary>
    [Required]
    public string? Role { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Something that takes nothing but a reason.</summary>
sealed record PlainWish
{
    public string? Reason { get; init; }
}

/// <summary>Which bills are to be forgotten.</summary>
sealed record BillForgetWish
{
    /// <summary>Those that were made before this WIB day.</summary>
    [Required]
    public string? Before { get; init; }

    /// <summary>Only this biller's; left out: everybody's.</summary>
    public string? Partner { get; init; }

    /// <summary>True: they are only counted.</summary>
    public bool DryRun { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Whom a prefix of virtual accounts is given.</summary>
sealed record PrefixWish
{
    /// <summary>The biller's id.</summary>
    [Required]
    public string? Partner { get; init; }

    public string? Reason { get; init; }
}

/// <summary>A key that is to be issued.</summary>
sealed record NewApiKey
{
    /// <summary>Whose it is, for people.</summary>
    [Required]
    public string? Name { get; init; }

    /// <summary>Some of read, reveal, operate and admin.</summary>
    [Required]
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>For how long it is good, e.g. <c>90d</c>, which is usual.</summary>
    public string? Expires { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Somebody who is to be invited into the console.</summary>
sealed record NewOperator
{
    /// <summary>What they are called: 1 to 100 letters and digits of ASCII and . _ @ + -.</summary>
    [Required]
    public string? Name { get; init; }

    /// <summary>viewer, operator or admin.</summary>
    [Required]
    public string? Role { get; init; }

    public string? Reason { get; init; }
}
