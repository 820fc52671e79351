using System.Text.Json;

namespace Periksa.Operators.Audit;

/// <summary>Something that an operator did.</summary>
public sealed record AuditEntry
{
    public required long Id { get; init; }

    /// <summary>When, in real time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: <c>cli:user</c>, <c>key:id</c> or <c>operator:name</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>From which address; <c>local</c> for the command line.</summary>
    public required string Source { get; init; }

    /// <summary>What was done, e.g. <c>partner.add</c>.</summary>
    public required string Action { get; init; }

    /// <summary>To what, e.g. <c>partner:toko-maju</c> or <c>credential:sento/tokomaju</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>What it was, without any secret; <c>null</c> where there was nothing.</summary>
    public JsonElement? Before { get; init; }

    /// <summary>What it is from then on; <c>null</c> where there is nothing any more.</summary>
    public JsonElement? After { get; init; }

    /// <summary>Why, in the operator's words; <c>null</c> where nothing was said.</summary>
    public string? Reason { get; init; }
}
