using System.ComponentModel.DataAnnotations;

namespace Periksa.Host.Api;

/// <summary>A price that is to hold from now on.</summary>
sealed record PriceWish
{
    [Required]
    public string? Dialect { get; init; }

    /// <summary>In sen.</summary>
    [Required]
    public long? Amount { get; init; }

    public string? Reason { get; init; }
}

/// <summary>A fee that is to hold from now on. Amounts are in sen.</summary>
sealed record FeeWish
{
    [Required]
    public string? Dialect { get; init; }

    /// <summary>What callers are told it is called; left out: Transfer Fee.</summary>
    public string? Name { get; init; }

    [Required]
    public long? Flat { get; init; }

    /// <summary>A part of the amount that comes on top: 2500 is 0.25%.</summary>
    public int? PartsPerMillion { get; init; }

    /// <summary>The least that part may come to.</summary>
    public long? Floor { get; init; }

    /// <summary>The most that part may come to.</summary>
    public long? Ceiling { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Money that came in, or that is put right.</summary>
sealed record DepositWish
{
    /// <summary>In sen.</summary>
    [Required]
    public long? Amount { get; init; }

    /// <summary>Names it: the same one moves money once.</summary>
    [Required]
    public string? Reference { get; init; }

    public string? Reason { get; init; }
}

/// <summary>An account that a partner is to send money from.</summary>
sealed record AccountWish
{
    /// <summary>1 to 63 letters, digits and hyphens.</summary>
    [Required]
    public string? Id { get; init; }

    public string? Reason { get; init; }
}

/// <summary>What is to close a route.</summary>
sealed record CordonWish
{
    /// <summary>Only about this bank, by its code on the bank list.</summary>
    public string? Bank { get; init; }

    /// <summary>In real time; left out: until it is taken back.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only in these hours of each day, WIB, e.g. 23:00-01:00; past midnight where the second is the
    /// earlier.</summary>
    public string? Hours { get; init; }

    /// <summary>Only on these days of the week, Mon to Sun, on which the hours begin; left out: on each.</summary>
    public IReadOnlyList<string>? Days { get; init; }

    public string? Reason { get; init; }
}

/// <summary>What closes a route, and is to be taken back.</summary>
sealed record UncordonWish
{
    /// <summary>Only what is about this bank; left out: all of it.</summary>
    public string? Bank { get; init; }

    public string? Reason { get; init; }
}
